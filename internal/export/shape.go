package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// shape is the part of a JSON Schema that can be held against every line
// without slowing an export down: which keys stand in which order, of what type
// each value is, and which of some words it may be. Patterns, bounds and unique
// items are left to the whole schema (Request.Validate). What has the shape is
// also as encoding/json writes it, without white space, so that it may be
// handed on as it stands.
type shape struct {
	kinds  kind
	words  [][]byte // the only strings there may be, in their quotes; nil is any
	filled bool     // a string is not empty
	keys   []string // of an object, in order, as `"key":`; nil is any
	values []*shape // of keys
	items  *shape   // of a list, and of an object with any keys
}

type kind uint8

const (
	isText kind = 1 << iota
	isNumber
	isTruth
	isList
	isObject
	isNull
)

var kindNames = map[string]kind{"string": isText, "integer": isNumber, "number": isNumber, "boolean": isTruth, "array": isList, "object": isObject, "null": isNull}

// node is what of a schema a shape is made from.
type node struct {
	Ref        string           `json:"$ref"`
	Type       any              `json:"type"`
	Enum       []any            `json:"enum"`
	Const      any              `json:"const"`
	MinLength  int              `json:"minLength"`
	AnyOf      []*node          `json:"anyOf"`
	Properties map[string]*node `json:"properties"`
	Required   []string         `json:"required"`
	Additional json.RawMessage  `json:"additionalProperties"`
	Items      *node            `json:"items"`
	Defs       map[string]*node `json:"$defs"`
}

// shapeOf makes the shape of one kind of line; that of a release is of the
// record, and not of a tombstone.
func shapeOf(of string) (*shape, error) {
	data, err := Schema(of)
	if err != nil {
		return nil, err
	}
	var root node
	if err := json.Unmarshal(data, &root); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", of, err)
	}
	if len(root.AnyOf) > 0 {
		return root.shape(root.AnyOf[0])
	}
	return root.shape(&root)
}

// shape makes the shape of a schema below root.
func (root *node) shape(n *node) (*shape, error) {
	if n.Ref != "" {
		target := root.Defs[strings.TrimPrefix(n.Ref, "#/$defs/")]
		if target == nil {
			return nil, fmt.Errorf("schema: no %s", n.Ref)
		}
		return root.shape(target)
	}
	s := &shape{filled: n.MinLength > 0}
	if n.Const != nil {
		n.Enum = []any{n.Const}
	}
	for _, word := range n.Enum {
		if word == nil {
			s.kinds |= isNull
			continue
		}
		quoted, err := json.Marshal(word)
		if err != nil {
			return nil, err
		}
		s.kinds |= isText
		s.words = append(s.words, quoted)
	}
	switch t := n.Type.(type) {
	case string:
		s.kinds |= kindNames[t]
	case []any:
		for _, name := range t {
			s.kinds |= kindNames[name.(string)]
		}
	}
	for _, one := range n.AnyOf { // the value, and null
		of, err := root.shape(one)
		if err != nil {
			return nil, err
		}
		of.kinds |= s.kinds
		if s.kinds|isNull == isNull && of.kinds != isNull {
			s = of
		} else {
			s.kinds |= of.kinds
		}
	}
	return s, root.inside(s, n)
}

// inside fills in what a shape says of parts.
func (root *node) inside(s *shape, n *node) (err error) {
	for _, key := range n.Required {
		value, err := root.shape(n.Properties[key])
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		s.keys = append(s.keys, `"`+key+`":`)
		s.values = append(s.values, value)
	}
	if n.Items != nil {
		s.items, err = root.shape(n.Items)
	} else if bytes.HasPrefix(n.Additional, []byte("{")) {
		var any node
		if err := json.Unmarshal(n.Additional, &any); err != nil {
			return err
		}
		s.items, err = root.shape(&any)
	}
	return err
}

// check reports the first place at which a line has not the shape.
func (s *shape) check(line []byte) error {
	if !utf8.Valid(line) {
		return errors.New("it is not UTF-8")
	}
	rest, err := s.value(line)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%.20q after its end", rest)
	}
	return err
}

// value takes one value from the beginning of b.
func (s *shape) value(b []byte) (rest []byte, err error) {
	if len(b) == 0 {
		return nil, errors.New("it breaks off")
	}
	switch c := b[0]; {
	case c == '"' && s.kinds&isText != 0:
		return s.text(b)
	case c == '{' && s.kinds&isObject != 0:
		return s.object(b[1:])
	case c == '[' && s.kinds&isList != 0:
		return s.list(b[1:])
	case (c == '-' || c >= '0' && c <= '9') && s.kinds&isNumber != 0:
		return number(b)
	}
	for _, l := range literals {
		if s.kinds&l.kind != 0 && bytes.HasPrefix(b, l.word) {
			return b[len(l.word):], nil
		}
	}
	return nil, fmt.Errorf("%.20q is of another type than the schema's", b)
}

var literals = []struct {
	word []byte
	kind kind
}{{[]byte("null"), isNull}, {[]byte("true"), isTruth}, {[]byte("false"), isTruth}}

func (s *shape) text(b []byte) (rest []byte, err error) {
	n, err := endOfText(b)
	if err != nil {
		return nil, err
	}
	if s.filled && n == 2 {
		return nil, errors.New("it is empty")
	}
	if s.words != nil && !slices.ContainsFunc(s.words, func(w []byte) bool { return bytes.Equal(w, b[:n]) }) {
		return nil, fmt.Errorf("%.40s is none of the schema's words", b[:n])
	}
	return b[n:], nil
}

// endOfText gives the length of the string that b begins with.
func endOfText(b []byte) (int, error) {
	for n := 1; n < len(b); n++ {
		switch c := b[n]; {
		case c == '"':
			return n + 1, nil
		case c < ' ':
			return 0, fmt.Errorf("a string has the control character %U", c)
		case c == '\\':
			n++
			if n < len(b) && b[n] == 'u' {
				if n+5 > len(b) || len(bytes.Trim(b[n+1:n+5], "0123456789abcdefABCDEF")) > 0 {
					return 0, fmt.Errorf("a string has the escape \\%.5s", b[n:])
				}
				n += 4
			} else if n == len(b) || bytes.IndexByte([]byte(`"\/bfnrt`), b[n]) < 0 {
				return 0, fmt.Errorf("a string has the escape \\%.1s", b[n:])
			}
		}
	}
	return 0, fmt.Errorf("a string breaks off: %.20q", b)
}

func number(b []byte) (rest []byte, err error) {
	n := 0
	for n < len(b) && bytes.IndexByte([]byte("+-.eE0123456789"), b[n]) >= 0 {
		n++
	}
	if !json.Valid(b[:n]) {
		return nil, fmt.Errorf("%.20q is no number", b[:n])
	}
	return b[n:], nil
}

func (s *shape) list(b []byte) (rest []byte, err error) {
	if bytes.HasPrefix(b, []byte("]")) {
		return b[1:], nil
	}
	for i := 0; ; i++ {
		if b, err = s.items.value(b); err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
		if bytes.HasPrefix(b, []byte("]")) {
			return b[1:], nil
		}
		if !bytes.HasPrefix(b, []byte(",")) {
			return nil, fmt.Errorf("[%d]: %.20q instead of the next", i, b)
		}
		b = b[1:]
	}
}

func (s *shape) object(b []byte) (rest []byte, err error) {
	if s.keys == nil {
		return s.anyKeys(b)
	}
	for i, key := range s.keys {
		if i > 0 {
			if !bytes.HasPrefix(b, []byte(",")) {
				return nil, fmt.Errorf("%.20q instead of %s", b, key)
			}
			b = b[1:]
		}
		if !bytes.HasPrefix(b, []byte(key)) {
			return nil, fmt.Errorf("%.20q instead of %s", b, key)
		}
		if b, err = s.values[i].value(b[len(key):]); err != nil {
			return nil, fmt.Errorf("%s %w", key, err)
		}
	}
	if !bytes.HasPrefix(b, []byte("}")) {
		return nil, fmt.Errorf("%.20q instead of its end", b)
	}
	return b[1:], nil
}

func (s *shape) anyKeys(b []byte) (rest []byte, err error) {
	name := &shape{kinds: isText}
	if bytes.HasPrefix(b, []byte("}")) {
		return b[1:], nil
	}
	for {
		if b, err = name.value(b); err != nil {
			return nil, err
		}
		if !bytes.HasPrefix(b, []byte(":")) {
			return nil, fmt.Errorf("%.20q instead of a colon", b)
		}
		if b, err = s.items.value(b[1:]); err != nil {
			return nil, err
		}
		if bytes.HasPrefix(b, []byte("}")) {
			return b[1:], nil
		}
		if !bytes.HasPrefix(b, []byte(",")) {
			return nil, fmt.Errorf("%.20q instead of the next", b)
		}
		b = b[1:]
	}
}
