import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { joined } from '@/live/thread';
import { api, body, idempotencyKey } from './client';
import { Fault, faultOf } from './fault';
import { keys } from './keys';
import type { Attachment, Message } from './types';

/** The last page of a contact's thread, or the one before the message `before`; oldest first. */
export function readThread(contactId: string, before?: number): Promise<Message[]> {
  const query = before === undefined ? {} : { cursor: String(before) };
  const at = { params: { path: { id: contactId }, query } };
  return body<{ items: Message[] }>(api.GET('/chats/{id}/messages', at)).then((page) => page.items);
}

export function useThread(contactId: string) {
  return useQuery({
    queryKey: keys.thread(contactId),
    queryFn: async ({ client }) => {
      const read = await readThread(contactId);
      return joined(client.getQueryData<Message[]>(keys.thread(contactId)) ?? [], read);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Fetches a page more of what was said before; messages count from 1 without gaps. */
export function useEarlier(contactId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (before: number) => readThread(contactId, before),
    onSuccess: (page) => cache.setQueryData<Message[]>(keys.thread(contactId), (thread) => joined(thread ?? [], page)),
  });
}

/** Who is typing in a contact; written by the socket alone. */
export function useTyping(contactId: string): boolean {
  const typing = useQuery({ queryKey: keys.typing(contactId), queryFn: () => false, enabled: false });
  return typing.data ?? false;
}

export type Unsent = {
  /** The idempotency key, which is also the row's name on the screen. */
  key: string;
  contactId: string;
  text: string;
  internal: boolean;
  attachments: Attachment[];
  writtenAt: string;
  /** The last message of the thread that the writer had seen. */
  afterSeq: number;
};

/** Sends a message under its own key, so that a second try is never a second message. */
export function sendMessage(unsent: Unsent): Promise<Message> {
  return body<Message>(
    api.POST('/chats/{id}/messages', {
      params: { path: { id: unsent.contactId }, header: { 'Idempotency-Key': unsent.key } },
      body: {
        text: unsent.text,
        internal: unsent.internal,
        attachment_ids: unsent.attachments.map((a) => a.id),
      },
    }),
  );
}

/** Uploads a file for a message of this contact. */
export async function upload(contactId: string, file: File): Promise<Attachment> {
  const form = new FormData();
  form.append('file', file);
  const response = await fetch(`/api/v1/chats/${contactId}/attachments`, {
    method: 'POST',
    body: form,
    headers: { 'Idempotency-Key': idempotencyKey() },
  }).catch(() => {
    throw new Fault(0);
  });
  if (!response.ok) throw await faultOf(response);
  return response.json();
}

/** Where an attachment can be fetched from. */
export function attachmentUrl(id: string): string {
  return `/api/v1/attachments/${id}`;
}
