// Package chat is a conversation between a visitor of a web page and an agent.
//
// It promises:
//
//   - a message is acknowledged after it was committed, and is stored once however
//     often its sender repeats it: the sender's own client id decides;
//   - messages of a conversation are numbered from 1 without gaps, and seen by both
//     sides in that order;
//   - a visitor has one conversation at a time, and finds it again with their token;
//   - an internal note never reaches a visitor;
//   - the transcript cannot be changed;
//   - a customer who does not answer the agent who serves them is warned and, in the end,
//     their conversation is closed as inactive, as their queue has it; a customer who waits
//     for us never is.
package chat
