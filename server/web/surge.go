package web

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/floor"
)

type surgeInput struct {
	One
	Body struct {
		Minutes int    `json:"minutes,omitempty" default:"30" minimum:"5" maximum:"480" doc:"from now, after which it ends by itself"`
		Reason  string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

func (d *Door) beginSurge(ctx context.Context, in *surgeInput) (*body[floor.Queue], error) {
	q, err := d.svc.Floor.Surge(ctx, caller(ctx), centre.QueueID(in.ID), time.Duration(in.Body.Minutes)*time.Minute, in.Body.Reason)
	return &body[floor.Queue]{q}, err
}

func (d *Door) endSurge(ctx context.Context, in *One) (*body[floor.Queue], error) {
	q, err := d.svc.Floor.EndSurge(ctx, caller(ctx), centre.QueueID(in.ID))
	return &body[floor.Queue]{q}, err
}
