// Package tether starts processes that end when we do, however we end: done, crashed or
// killed.
//
// It promises that on Linux, by the kernel. Elsewhere a process that is killed leaves its
// children behind.
package tether
