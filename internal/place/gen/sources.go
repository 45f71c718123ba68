package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// readCities reads the npm package's list: protocol buffers, a message a town,
// each with its length before it.
func readCities(path string) ([]town, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []town
	for len(data) > 0 {
		size, n := binary.Uvarint(data)
		if n <= 0 || uint64(len(data)-n) < size {
			return nil, fmt.Errorf("%s: town %d is cut off", path, len(out)+1)
		}
		t, region, err := readCity(data[n : n+int(size)])
		if err != nil {
			return nil, fmt.Errorf("%s: town %d: %w", path, len(out)+1, err)
		}
		if !disputed[region] && !disputed[t.id] {
			out = append(out, t)
		}
		data = data[n+int(size):]
	}
	return out, nil
}

func readCity(m []byte) (t town, region string, err error) {
	for len(m) > 0 {
		tag, n := binary.Uvarint(m)
		value, k := uint64(0), 0
		if n > 0 {
			value, k = binary.Uvarint(m[n:])
		}
		if n <= 0 || k <= 0 || tag&7 != 0 && tag&7 != 2 {
			return t, "", errors.New("not a message of this form")
		}
		m = m[n+k:]
		text := ""
		if tag&7 == 2 {
			if uint64(len(m)) < value {
				return t, "", errors.New("cut off")
			}
			text, m = string(m[:value]), m[value:]
		}
		switch tag >> 3 {
		case 1: // a signed number, as zigzag
			t.id = strconv.FormatUint(value>>1, 10)
		case 2:
			t.name = text
		case 3:
			t.country = text
		case 7:
			t.capital = text == "PPLC"
			t.small = !strings.HasPrefix(text, "PPLA") && !t.capital || text > "PPLA" && text < "PPLB"
		case 8:
			region = t.country + "." + text
		case 9:
			t.population = value
		}
	}
	t.small = t.small && t.population < smallest
	return t, region, nil
}

// readNames reads a language's names by number out of the Debian package: a
// GNU message catalogue, little-endian.
func readNames(dir, lang string) (map[string]string, error) {
	path := filepath.Join(dir, "usr/share/locale", lang, "LC_MESSAGES/geonames.mo")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	at := func(i uint32) uint32 {
		if uint64(i)+4 > uint64(len(data)) {
			return 0
		}
		return binary.LittleEndian.Uint32(data[i:])
	}
	text := func(i uint32) string {
		size, from := uint64(at(i)), uint64(at(i+4))
		if from+size > uint64(len(data)) {
			return ""
		}
		return string(data[from : from+size])
	}
	if at(0) != 0x950412de {
		return nil, fmt.Errorf("%s is no message catalogue", path)
	}
	out := map[string]string{}
	for i := range at(8) {
		if name := text(at(16) + 8*i); utf8.ValidString(name) {
			out[cmp.Or(text(at(12)+8*i), "-")] = name
		}
	}
	return out, nil
}
