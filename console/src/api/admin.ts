import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type {
  Agent,
  AgentInput,
  ApiToken,
  Calendar,
  CalendarInput,
  Disposition,
  DispositionInput,
  Queue,
  QueueInput,
  Site,
  Skill,
  SkillInput,
  SkillLevel,
  Team,
  TeamInput,
} from './types';

/** What every configured thing has. */
export type Entry = { id: string; version: number };

/** One sort of thing an admin sets up: how it is listed, made and changed. */
export type Resource<T extends Entry, Input> = {
  /** Its name in the API and in the cache. */
  name: string;
  list: () => Promise<{ items: T[] | null }>;
  create: (input: Input) => Promise<T>;
  change: (id: string, input: Input & { version: number }) => Promise<T>;
};

const all = { params: { query: { limit: 200 } } };
const at = (id: string) => ({ params: { path: { id } } });

export const queues: Resource<Queue, QueueInput> = {
  name: 'queues',
  list: () => body(api.GET('/queues', all)),
  create: (input) => body(api.POST('/queues', { body: input })),
  change: (id, input) => body(api.PATCH('/queues/{id}', { ...at(id), body: input })),
};

export const teams: Resource<Team, TeamInput> = {
  name: 'teams',
  list: () => body(api.GET('/teams', all)),
  create: (input) => body(api.POST('/teams', { body: input })),
  change: (id, input) => body(api.PATCH('/teams/{id}', { ...at(id), body: input })),
};

export const skills: Resource<Skill, SkillInput> = {
  name: 'skills',
  list: () => body(api.GET('/skills', all)),
  create: (input) => body(api.POST('/skills', { body: input })),
  change: (id, input) => body(api.PATCH('/skills/{id}', { ...at(id), body: input })),
};

export const calendars: Resource<Calendar, CalendarInput> = {
  name: 'calendars',
  list: () => body(api.GET('/calendars', all)),
  create: (input) => body(api.POST('/calendars', { body: input })),
  change: (id, input) => body(api.PATCH('/calendars/{id}', { ...at(id), body: input })),
};

export const dispositions: Resource<Disposition, DispositionInput> = {
  name: 'dispositions',
  list: () => body(api.GET('/dispositions', all)),
  create: (input) => body(api.POST('/dispositions', { body: input })),
  change: (id, input) => body(api.PATCH('/dispositions/{id}', { ...at(id), body: input })),
};

/** A person with what is set in places of its own: skills, and a new password when one is given. */
export type PersonInput = AgentInput & { skills: SkillLevel[]; password: string };

async function withOwnPlaces(agent: Agent, { skills: levels, password }: PersonInput): Promise<Agent> {
  await body(api.PUT('/agents/{id}/skills', { ...at(agent.id), body: levels }));
  if (password) await body(api.PUT('/agents/{id}/password', { ...at(agent.id), body: { password } }));
  return agent;
}

export const people: Resource<Agent, PersonInput> = {
  name: 'agents',
  list: () => body(api.GET('/agents', all)),
  create: async (input) => {
    const { skills: _levels, ...person } = input;
    return withOwnPlaces(await body(api.POST('/agents', { body: person })), { ...input, password: '' });
  },
  change: async (id, input) => {
    const { skills: _levels, password: _password, ...person } = input;
    return withOwnPlaces(await body(api.PATCH('/agents/{id}', { ...at(id), body: person })), input);
  },
};

/** All entries of a sort. */
export function useEntries<T extends Entry, I>(resource: Pick<Resource<T, I>, 'name' | 'list'>) {
  return useQuery({
    queryKey: keys.catalog(resource.name),
    queryFn: resource.list,
    select: (page) => page.items ?? [],
  });
}

/** Makes an entry, or changes the one given at its version. */
export function useSaveEntry<T extends Entry, I>(resource: Resource<T, I>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ entry, input }: { entry: T | null; input: I }) =>
      entry ? resource.change(entry.id, { ...input, version: entry.version }) : resource.create(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.catalog(resource.name) }),
  });
}

export function useSites() {
  return useQuery({
    queryKey: keys.catalog('sites'),
    queryFn: (): Promise<{ items: Site[] | null }> => body(api.GET('/sites', all)),
    select: (page) => page.items ?? [],
  });
}

export function useTokens() {
  return useQuery({
    queryKey: keys.catalog('api-tokens'),
    queryFn: (): Promise<{ items: ApiToken[] | null }> => body(api.GET('/api-tokens')),
    select: (page) => page.items ?? [],
  });
}

/** Makes a token; its secret is in this answer and nowhere else, ever. */
export function useCreateToken() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => body(api.POST('/api-tokens', { body: { name } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.catalog('api-tokens') }),
  });
}

export function useRevokeToken() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api-tokens/{id}', at(id))),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.catalog('api-tokens') }),
  });
}
