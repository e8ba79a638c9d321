package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files are the built console; paths begin with no slash, assets/ among them.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is named by the directive above
	}
	return files
}

// Index is the page that starts the console, or the placeholder.
func Index() []byte {
	if page, err := fs.ReadFile(Files(), "index.html"); err == nil {
		return page
	}
	page, err := fs.ReadFile(Files(), "placeholder.html")
	if err != nil {
		panic(err) // it is committed and embedded
	}
	return page
}
