package attachment

import (
	"strings"
	"testing"

	"switchboard/server/centre"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"bill.pdf":                        "bill.pdf",
		`C:\Users\ada\bill.pdf`:           "bill.pdf",
		"../../etc/passwd":                "passwd",
		"a\r\nSet-Cookie: x=\"1\".png":    "aSet-Cookie x=1.png",
		"Rechnung März.pdf":               "Rechnung März.pdf",
		"...":                             "file",
		"":                                "file",
		strings.Repeat("x", 200) + ".gif": strings.Repeat("x", 116) + ".gif",
	} {
		if got := clean(name); got != want {
			t.Errorf("%q is kept as %q, want %q", name, got, want)
		}
	}
}

func TestWhatIsTaken(t *testing.T) {
	t.Parallel()
	for _, mime := range []string{"text/html", "image/svg+xml", "application/x-msdownload", "application/javascript", ""} {
		if err := allowed(mime); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("%q: %v, want refused", mime, err)
		}
	}
	if err := (Usage{Count: 49, Total: 90 << 20}).room(10 << 20); err != nil {
		t.Error(err)
	}
	if err := (Usage{Count: 50}).room(1); !centre.IsCode(err, "too_many_files") {
		t.Errorf("the 51st file: %v", err)
	}
}
