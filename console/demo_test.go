package console

import (
	"bytes"
	"io/fs"
	"testing"
)

func TestTheShopCarriesTheWidget(t *testing.T) {
	t.Parallel()
	page, err := fs.ReadFile(Demo(), "shop.html")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte(`<script src="/widget.js"`)) {
		t.Error("the shop's page does not load /widget.js")
	}
	for _, inline := range []string{"<style", "style=", "onclick=", "<script>"} {
		if bytes.Contains(page, []byte(inline)) {
			t.Errorf("the shop's page has %q, which a strict content security policy refuses", inline)
		}
	}
}
