import type { KafkaRecordView } from '#schemas/api/record.ts';

/** Headers in the order they were written; a name may stand more than once. */
export function HeadersTable({ headers }: { headers: KafkaRecordView['headers'] }) {
  if (headers.length === 0) return <p className="px-3.5 py-4 text-ink-2">The record has no headers.</p>;
  return (
    <table className="my-2 w-full table-fixed border-collapse">
      <thead>
        <tr className="text-left text-s text-ink-3">
          <th scope="col" className="w-[118px] px-3.5 py-1 font-medium">
            Name
          </th>
          <th scope="col" className="py-1 pr-3.5 font-medium">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {headers.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the headers of a record never change
          <tr key={index} className="border-t border-line align-top">
            <td className="px-3.5 py-1.5 text-s break-words">{name}</td>
            <td className="mono py-1.5 pr-3.5 break-all">
              {value === null ? <span className="font-sans text-ink-3">null</span> : value.text}
              {value?.encoding === 'base64' ? <span className="font-sans text-xs text-ink-3"> base64</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
