// Package pdftest writes small PDF files for tests.
package pdftest

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"fmt"
	"strings"
)

// Page writes a file of one page with some lines of text; none gives a page
// that has only a picture (a black square).
func Page(lines ...string) []byte { return write(lines, "") }

// Locked writes a file that asks for a password (PDF 1.7, section 7.6, the
// standard handler with RC4 and 40 bits).
func Locked(password string, lines ...string) []byte { return write(lines, password) }

// padding is what passwords are filled up with (algorithm 2, step a).
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

func write(lines []string, password string) []byte {
	var content strings.Builder
	if len(lines) == 0 {
		content.WriteString("0 0 100 100 re f")
	} else {
		content.WriteString("BT /F1 12 Tf 14 TL 72 720 Td")
		for _, l := range lines {
			fmt.Fprintf(&content, " (%s) '", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(l))
		}
		content.WriteString(" ET")
	}
	stream := []byte(content.String())
	id, more, lock := "", "", ""
	if password != "" {
		owner, user, key := keys(password)
		stream = rc4With(objectKey(key, 4), stream)
		lock = fmt.Sprintf("<</Filter/Standard/V 1/R 2/P -4/O<%x>/U<%x>>>", owner, user)
		id, more = fmt.Sprintf("/ID[<%x><%x>]", fileID, fileID), "/Encrypt 6 0 R"
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}
	if lock != "" {
		objects = append(objects, lock)
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, id, more, xref)
	return out.Bytes()
}

const fileID = "0123456789abcdef"

// keys gives the entries O and U of a file that one password opens, and its key
// (algorithms 2 to 4).
func keys(password string) (owner, user, key []byte) {
	padded := append([]byte(password), padding...)[:32]
	sum := md5.Sum(padded)
	owner = rc4With(sum[:5], padded)
	hash := md5.New()
	hash.Write(padded)
	hash.Write(owner)
	hash.Write([]byte{0xfc, 0xff, 0xff, 0xff}) // P, -4, the low byte first
	hash.Write([]byte(fileID))
	key = hash.Sum(nil)[:5]
	return owner, rc4With(key, padding), key
}

// objectKey is the key of an object of generation 0 (algorithm 1).
func objectKey(key []byte, object byte) []byte {
	sum := md5.Sum(append(append([]byte{}, key...), object, 0, 0, 0, 0))
	return sum[:10]
}

func rc4With(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // the keys above are of a length that is right
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
