package console

import (
	"embed"
	"io/fs"
)

//go:embed demo
var demo embed.FS

// Demo is the shop that shows the chat widget at work, served under /demo/; its
// page is shop.html, at /demo/shop.
func Demo() fs.FS {
	files, err := fs.Sub(demo, "demo")
	if err != nil {
		panic(err) // the folder is named by the directive above
	}
	return files
}
