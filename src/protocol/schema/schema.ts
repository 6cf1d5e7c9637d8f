/**
 * The language in which messages are described, each once, as data: a message is a list of named fields, a field
 * has a type, the versions that have it, those in which it may be null, its tag if it is a tagged field, and the
 * value that it has when nothing is said. `message-codec.ts` turns a description into bytes and back;
 * `MessageAt` gives its TypeScript type.
 *
 * Versions default to `0+`: as long as the message, or the struct around, exists. A default of null says that
 * the field may be null in all of its versions.
 */
import { ZERO_UUID } from '../bytes/uuid.ts';
import type { RecordBatch } from '../record-batch.ts';
import type { IncludesVersion, VersionRange } from './versions.ts';

/** What a field holds, and its TypeScript type in memory. */
interface Primitives {
  boolean: boolean;
  int8: number;
  int16: number;
  uint16: number;
  int32: number;
  uint32: number;
  /** Below 2^53: what is beyond is refused. */
  int64: number;
  float64: number;
  /** As Kafka prints it: base64url, 22 characters. */
  uuid: string;
  string: string;
  bytes: Uint8Array;
  /** In the engine batches; a writer is told how to turn them into bytes. Read as bytes. */
  records: Uint8Array | readonly RecordBatch[];
}

export type PrimitiveKind = keyof Primitives;

export interface PrimitiveType<Kind extends PrimitiveKind = PrimitiveKind> {
  readonly kind: Kind;
}

export interface ArrayType<Element extends Type = Type> {
  readonly kind: 'array';
  readonly element: Element;
}

export interface StructType<Members extends Fields = Fields> {
  readonly kind: 'struct';
  readonly fields: Members;
}

// Interfaces, because a type alias may not lead back to itself through its own parameters.
interface AnyArrayType {
  readonly kind: 'array';
  readonly element: Type;
}
interface AnyStructType {
  readonly kind: 'struct';
  readonly fields: Fields;
}
export type Type = PrimitiveType | AnyArrayType | AnyStructType;

export interface Field<
  OfType extends Type = Type,
  Versions extends VersionRange = VersionRange,
  Null extends null | never = null,
> {
  readonly type: OfType;
  readonly versions: Versions;
  /** Versions in which the field may be null; null: none. */
  readonly nullable: VersionRange | null;
  /** A tagged field is written only if it differs from its default; null: an ordinary field. */
  readonly tag: number | null;
  /** False: the lengths stay plain in flexible versions too. */
  readonly flexible: boolean;
  readonly default: unknown;
  /** Never there: tells the type checker whether the value may be null. */
  readonly mayBe?: Null;
}

/** In the order in which they are written. */
export interface Fields {
  readonly [name: string]: Field;
}

interface Options {
  readonly nullable?: VersionRange;
  readonly tag?: number;
  readonly flexible?: false;
  readonly default?: string | number | boolean | null;
}

type NullOf<Given extends Options> = Given extends { nullable: VersionRange } | { default: null }
  ? null
  : never;

/** The message as one version has it. A field may be left out: then it has its default. */
export type MessageAt<Members extends Fields, Version extends number> = {
  readonly [Name in keyof Members as Members[Name] extends Field<Type, infer Versions, null | never>
    ? IncludesVersion<Versions, Version> extends true
      ? Name
      : never
    : never]?: FieldValue<Members[Name], Version>;
};

type FieldValue<Of, Version extends number> =
  Of extends Field<infer OfType, VersionRange, infer Null> ? ValueOf<OfType, Version> | Null : never;

type ValueOf<Of, Version extends number> =
  Of extends StructType<infer Members>
    ? MessageAt<Members, Version>
    : Of extends ArrayType<infer Element>
      ? readonly ValueOf<Element, Version>[]
      : Of extends PrimitiveType<infer Kind>
        ? Primitives[Kind]
        : never;

export const boolean = primitive('boolean', false);
export const int8 = primitive('int8', 0);
export const int16 = primitive('int16', 0);
export const uint16 = primitive('uint16', 0);
export const int32 = primitive('int32', 0);
export const uint32 = primitive('uint32', 0);
export const int64 = primitive('int64', 0);
export const float64 = primitive('float64', 0);
export const uuid = primitive('uuid', ZERO_UUID);
export const string = primitive('string', '');
export const bytes = primitive('bytes', new Uint8Array(0));
export const records = primitive('records', new Uint8Array(0));

/** Many of another field's type, or of a struct. */
export function array<const Of extends Element>(of: Of): Field<ArrayType<TypeOf<Of>>, '0+', never>;
export function array<
  const Of extends Element,
  Versions extends VersionRange,
  const Given extends Options = Options,
>(versions: Versions, of: Of, options?: Given): Field<ArrayType<TypeOf<Of>>, Versions, NullOf<Given>>;
export function array(...given: [Element] | [VersionRange, Element, Options?]): Field {
  const [versions, of, options] = given.length === 1 ? [undefined, given[0]] : given;
  const element: Type = isField(of) ? of.type : { kind: 'struct', fields: of };
  return field({ kind: 'array', element }, versions, [], options);
}

/** One struct; unless something is said, each of its fields has its default. */
export function struct<const Members extends Fields>(
  fields: Members,
): Field<StructType<Members>, '0+', never>;
export function struct<
  const Members extends Fields,
  Versions extends VersionRange,
  const Given extends Options = Options,
>(versions: Versions, fields: Members, options?: Given): Field<StructType<Members>, Versions, NullOf<Given>>;
export function struct(...given: [Fields] | [VersionRange, Fields, Options?]): Field {
  const [versions, fields, options] = given.length === 1 ? [undefined, given[0]] : given;
  return field({ kind: 'struct', fields }, versions, {}, options);
}

type Element = Field<Type, '0+', never> | Fields;

type TypeOf<Of> =
  Of extends Field<infer OfType, '0+', never> ? OfType : Of extends Fields ? StructType<Of> : never;

/** Overloaded, because the compiler would else take what is left out from where the field is put. */
interface PrimitiveField<Kind extends PrimitiveKind> {
  (): Field<PrimitiveType<Kind>, '0+', never>;
  <Versions extends VersionRange, const Given extends Options = Options>(
    versions: Versions,
    options?: Given,
  ): Field<PrimitiveType<Kind>, Versions, NullOf<Given>>;
}

function primitive<Kind extends PrimitiveKind>(kind: Kind, defaultValue: unknown): PrimitiveField<Kind> {
  const make = (versions?: VersionRange, options?: Options) =>
    field({ kind }, versions, defaultValue, options);
  return make as PrimitiveField<Kind>;
}

function field<OfType extends Type, Versions extends VersionRange>(
  type: OfType,
  versions: Versions | undefined,
  defaultValue: unknown,
  options: Options = {},
): Field<OfType, Versions, never> {
  return {
    type,
    // Who says nothing has said '0+', as the overloads have it.
    versions: versions ?? ('0+' as Versions),
    nullable: options.nullable ?? (options.default === null ? '0+' : null),
    tag: options.tag ?? null,
    flexible: options.flexible ?? true,
    default: options.default === undefined ? defaultValue : options.default,
  };
}

function isField(of: Field | Fields): of is Field {
  return 'versions' in of && 'type' in of && typeof of.versions === 'string';
}
