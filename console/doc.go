// Package console holds what the agent sees: the React application, built into
// dist and embedded. In a clone where nobody has run Node it holds a placeholder
// page that says so, and everything still compiles.
package console
