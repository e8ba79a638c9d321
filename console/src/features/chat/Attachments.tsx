import { ActionIcon } from '@mantine/core';
import { IconFile, IconPhoto, IconX } from '@tabler/icons-react';
import { attachmentUrl } from '@/api/chats';
import type { Attachment } from '@/api/types';
import classes from './Attachments.module.css';

type Props = { attachments: Attachment[]; onRemove?: (id: string) => void };

/** A size as people say it. */
function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Files of a message, to fetch or, before it is sent, to take off again. */
export function Attachments({ attachments, onRemove }: Props) {
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Attachments">
      {attachments.map((file) => (
        <li key={file.id} className={classes.file}>
          {file.mime.startsWith('image/') ? <IconPhoto size={15} aria-hidden /> : <IconFile size={15} aria-hidden />}
          <a className={classes.name} href={attachmentUrl(file.id)} download={file.name}>
            {file.name}
          </a>
          <span className={classes.size}>{sizeOf(file.size)}</span>
          {onRemove && (
            <ActionIcon size={24} aria-label={`Remove ${file.name}`} onClick={() => onRemove(file.id)}>
              <IconX size={13} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
