import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { components } from './schema';
import type { Agent, Calendar, Disposition, Field, Queue, Site, Skill, SkillLevel, Team } from './types';

type Schemas = components['schemas'];

/** What every configured thing has. */
export type Entry = { id: string; version: number };

/** One sort of thing an admin sets up: how it is listed, made and changed. */
export type Resource<T extends Entry, Input> = {
  /** Its name in the API and in the cache. */
  name: string;
  list: () => Promise<{ items: T[] }>;
  create: (input: Input) => Promise<T>;
  /** Changes what may change after it was made; the rest of the input is left out. */
  change: (id: string, input: Input, version: number) => Promise<T>;
};

const all = { params: { query: { limit: 200 } } };
const at = (id: string) => ({ params: { path: { id } } });

export type QueueInput = Required<Schemas['NewQueueInputBody']>;

export const queues: Resource<Queue, QueueInput> = {
  name: 'queues',
  list: () => body(api.GET('/queues', all)),
  create: (input) => body(api.POST('/queues', { body: input })),
  change: (id, { site_id: _site, ...input }, version) =>
    body(api.PATCH('/queues/{id}', { ...at(id), body: { ...input, version } })),
};

export type TeamInput = Required<Schemas['NewTeamInputBody']>;

export const teams: Resource<Team, TeamInput> = {
  name: 'teams',
  list: () => body(api.GET('/teams', all)),
  create: (input) => body(api.POST('/teams', { body: input })),
  change: (id, { site_id: _site, ...input }, version) =>
    body(api.PATCH('/teams/{id}', { ...at(id), body: { ...input, version } })),
};

export type SkillInput = Schemas['NamedInputBody'];

export const skills: Resource<Skill, SkillInput> = {
  name: 'skills',
  list: () => body(api.GET('/skills', all)),
  create: (input) => body(api.POST('/skills', { body: input })),
  change: (id, input, version) => body(api.PATCH('/skills/{id}', { ...at(id), body: { ...input, version } })),
};

export const sites: Resource<Site, Schemas['NamedInputBody']> = {
  name: 'sites',
  list: () => body(api.GET('/sites', all)),
  create: (input) => body(api.POST('/sites', { body: input })),
  change: (id, input, version) => body(api.PATCH('/sites/{id}', { ...at(id), body: { ...input, version } })),
};

export type CalendarInput = Required<Schemas['NewCalendarInputBody']>;

export const calendars: Resource<Calendar, CalendarInput> = {
  name: 'calendars',
  list: () => body(api.GET('/calendars', all)),
  create: (input) => body(api.POST('/calendars', { body: input })),
  change: (id, input, version) => body(api.PATCH('/calendars/{id}', { ...at(id), body: { ...input, version } })),
};

export type DispositionInput = Required<Schemas['NewDispositionInputBody']> & { active: boolean };

export const dispositions: Resource<Disposition, DispositionInput> = {
  name: 'dispositions',
  list: () => body(api.GET('/dispositions', all)),
  create: ({ active: _active, ...input }) => body(api.POST('/dispositions', { body: input })),
  change: (id, { code: _code, queue_id: _queue, ...input }, version) =>
    body(api.PATCH('/dispositions/{id}', { ...at(id), body: { ...input, version } })),
};

export type FieldInput = Required<Schemas['CreateFieldInputBody']>;

export const fields: Resource<Field, FieldInput> = {
  name: 'fields',
  list: () => body(api.GET('/fields', all)),
  create: (input) => body(api.POST('/fields', { body: input })),
  change: (id, { entity: _entity, key: _key, type: _type, ...input }, version) =>
    body(api.PATCH('/fields/{id}', { ...at(id), body: { ...input, version } })),
};

/** Takes a field away; what was written in it is hidden, not lost. */
export function useRemoveField() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/fields/{id}', at(id))),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.catalog('fields') }),
  });
}

/** A person with what is set in places of its own: skills, and a new password when one is given. */
export type PersonInput = Required<Schemas['NewAgentInputBody']> & { active: boolean; skills: SkillLevel[] };

export const people: Resource<Agent, PersonInput> = {
  name: 'agents',
  list: () => body(api.GET('/agents', all)),
  create: async ({ skills: levels, active: _active, ...person }) => {
    const made = await body<Agent>(api.POST('/agents', { body: person }));
    return setSkills(made, levels);
  },
  change: async (id, { skills: levels, password, ...person }, version) => {
    const changed = await body<Agent>(api.PATCH('/agents/{id}', { ...at(id), body: { ...person, version } }));
    if (password) await body(api.PUT('/agents/{id}/password', { ...at(id), body: { password } }));
    return setSkills(changed, levels);
  },
};

async function setSkills(person: Agent, levels: SkillLevel[]): Promise<Agent> {
  await body(api.PUT('/agents/{id}/skills', { ...at(person.id), body: levels }));
  return person;
}

/** All entries of a sort. */
export function useEntries<T extends Entry, I>(resource: Pick<Resource<T, I>, 'name' | 'list'>) {
  return useQuery({
    queryKey: keys.catalog(resource.name),
    queryFn: resource.list,
    select: (page) => page.items,
  });
}

/** Makes an entry, or changes the one given at its version. */
export function useSaveEntry<T extends Entry, I>(resource: Resource<T, I>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ entry, input }: { entry: T | null; input: I }) =>
      entry ? resource.change(entry.id, input, entry.version) : resource.create(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.catalog(resource.name) }),
  });
}

/** Countries whose public holidays are known, by their two letters. */
export function useHolidayCountries() {
  return useQuery({
    queryKey: keys.catalog('holiday-countries'),
    queryFn: () => body(api.GET('/holiday-countries', all)),
    select: (page) => page.items,
  });
}

export function useTokens() {
  return useQuery({
    queryKey: keys.catalog('api-tokens'),
    queryFn: () => body(api.GET('/api-tokens')),
    select: (page) => page.items,
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
