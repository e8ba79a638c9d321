package live

import (
	"strings"
	"testing"
)

func TestSocketsAreDescribedByTheirFrames(t *testing.T) {
	t.Parallel()
	text := map[string]string{}
	for _, s := range Sockets() {
		text[s.Path] = s.Text
	}
	for path, want := range map[string][]string{
		"/ws/visitor": {
			"- `{\"type\": \"start\", \"ref\"?: string, \"client_id\": string, \"name\"?: string, \"email\"?: string, \"queue\"?: string, \"language\"?: string, \"text\": string}`",
			"\"attachment_ids\"?: [string]", "- `{\"type\": \"said\", \"client_id\": string, \"message\": Message}`", "\"chat\": Conversation | null", "4003",
		},
		"/ws/agent": {"- `{\"type\": \"watch\", \"ref\"?: string, \"topic\": string}`", "\"retry_s\"?: number", "\"server_time\": date-time"},
	} {
		for _, part := range want {
			if !strings.Contains(text[path], part) {
				t.Errorf("%s does not say %s:\n%s", path, part, text[path])
			}
		}
	}
}
