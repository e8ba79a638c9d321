package web

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"golang.org/x/crypto/argon2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// fingerprint gives 32 bytes that tell a repetition of a request from another one: by
// its body, of a form by what is in it, since browsers part the same form differently
// each time. The body can be read again afterwards. Of a body with a password in it the
// hash is a slow one, since it is kept.
func fingerprint(r *http.Request, to route, asked centre.KeyedRequest) ([]byte, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q\n", r.URL.RawQuery)
	if to.needs == agent.Anyone {
		fmt.Fprintf(sum, "%q\n", r.Header.Get("Authorization")) // visitors at one address have one owner
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	read := hashBody
	if kind == "multipart/form-data" {
		read = hashForm
	}
	if err := read(sum, r); err != nil {
		return nil, err
	}
	if to.secret {
		return argon2.IDKey(sum.Sum(nil), []byte(asked.Owner+asked.Operation+asked.Key), 2, 19<<10, 1, 32), nil
	}
	return sum.Sum(nil), nil
}

func hashBody(sum hash.Hash, r *http.Request) error {
	content, err := io.ReadAll(r.Body)
	rest := r.Body
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(content), rest), rest}
	sum.Write(content)
	return err
}

func hashForm(sum hash.Hash, r *http.Request) error {
	if err := r.ParseMultipartForm(humagin.MultipartMaxMemory); err != nil {
		return err
	}
	form := r.MultipartForm
	for _, name := range slices.Sorted(maps.Keys(form.Value)) {
		fmt.Fprintf(sum, "%q %q\n", name, form.Value[name])
	}
	for _, name := range slices.Sorted(maps.Keys(form.File)) {
		for _, file := range form.File[name] {
			fmt.Fprintf(sum, "%q %q %d\n", name, file.Filename, file.Size)
			if err := hashFile(sum, file); err != nil {
				return err
			}
		}
	}
	return nil
}

func hashFile(sum hash.Hash, header *multipart.FileHeader) error {
	file, err := header.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(sum, file)
	return err
}
