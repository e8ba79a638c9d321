import { ActionIcon, Button, FileButton, SegmentedControl } from '@mantine/core';
import { IconPaperclip, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { upload } from '@/api/chats';
import type { Attachment } from '@/api/types';
import { Key } from '@/ui/Key';
import { sayFault } from '@/ui/say';
import classes from './ComposerTools.module.css';

type Props = {
  contactId: string;
  internal: boolean;
  empty: boolean;
  onInternal: (internal: boolean) => void;
  onUploaded: (file: Attachment) => void;
  onSend: () => void;
};

/** Below the text: a file, to whom it goes, and send. */
export function ComposerTools({ contactId, internal, empty, onInternal, onUploaded, onSend }: Props) {
  const uploading = useMutation({
    mutationFn: (file: File) => upload(contactId, file),
    onSuccess: onUploaded,
    onError: sayFault,
  });
  return (
    <div className={classes.tools}>
      <FileButton onChange={(file) => file && uploading.mutate(file)}>
        {(button) => (
          <ActionIcon aria-label="Attach a file" loading={uploading.isPending} {...button}>
            <IconPaperclip size={16} />
          </ActionIcon>
        )}
      </FileButton>
      <SegmentedControl
        aria-label="Who sees it"
        data={[
          { value: 'reply', label: 'Reply' },
          { value: 'note', label: 'Internal note' },
        ]}
        value={internal ? 'note' : 'reply'}
        onChange={(value) => onInternal(value === 'note')}
      />
      <span className={classes.space} />
      <Button leftSection={<IconSend size={14} />} rightSection={<Key on>↵</Key>} disabled={empty} onClick={onSend}>
        {internal ? 'Add note' : 'Send'}
      </Button>
    </div>
  );
}
