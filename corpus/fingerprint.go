package corpus

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Sources are the files of this package: ids of persons and values of dates are
// made here, so they are part of the fingerprint of who makes them.
//
//go:embed *.go
var Sources embed.FS

// Fingerprint names what stands in the files: data and, where a package embeds
// its own sources, rules. It is the same in every program that is built from
// the same files, and another one when a name or a byte changes. Tests, and
// folders of generators (gen), are no part of it. 12 bytes in hexadecimal.
//
// An embedded file that cannot be read is a broken program: Fingerprint panics.
func Fingerprint(files ...fs.FS) string {
	h := sha256.New()
	for _, f := range files {
		err := fs.WalkDir(f, ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && path.Base(name) == "gen":
				return fs.SkipDir
			case d.IsDir() || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			file, err := f.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			content := sha256.New()
			n, err := io.Copy(content, file)
			fmt.Fprintf(h, "%s\x00%d\x00%x\n", name, n, content.Sum(nil))
			return err
		})
		if err != nil {
			panic(fmt.Errorf("fingerprint of the program's own files: %w", err))
		}
		fmt.Fprintln(h, "--")
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
