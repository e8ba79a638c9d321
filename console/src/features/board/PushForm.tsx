import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { InLine, Standing } from '@/api/types';
import { usePush, useWhy } from '@/api/waiting';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import { sayDone, sayFault } from '@/ui/say';
import { bindsNobody, causeNames } from './causes';
import classes from './PushForm.module.css';

type Props = { item: InLine; onGiven: () => void };

/** Gives waiting work to one person by name; who cannot take it says why. */
export function PushForm({ item, onGiven }: Props) {
  const why = useWhy(item.id);
  return (
    <Read query={why} rows={4}>
      {({ waiting }) =>
        waiting && waiting.agents.length > 0 ? (
          <Choice item={item} agents={waiting.agents} text={waiting.text} onGiven={onGiven} />
        ) : (
          <Empty title={waiting ? 'Nobody to give it to' : 'It does not wait any more'} />
        )
      }
    </Read>
  );
}

function Choice({ item, agents, text, onGiven }: Props & { agents: Standing[]; text: string }) {
  const [to, setTo] = useState('');
  const push = usePush();
  const give = () => {
    push.mutateAsync({ itemId: item.id, agentId: to }).then(() => {
      sayDone(`It rings at ${agents.find(({ agent }) => agent.id === to)?.agent.name ?? 'their'}'s desk.`);
      onGiven();
    }, sayFault);
  };
  return (
    <Stack gap="sm">
      <p className={classes.why}>{text}</p>
      <Radio.Group aria-label="Who" value={to} onChange={setTo}>
        <Stack gap={6} className={classes.people}>
          {agents.map(({ agent, cause }) => (
            <Radio
              key={agent.id}
              value={agent.id}
              label={agent.name}
              description={causeNames[cause] ?? cause}
              disabled={!bindsNobody(cause)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Button disabled={!to} loading={push.isPending} onClick={give}>
        Give
      </Button>
    </Stack>
  );
}
