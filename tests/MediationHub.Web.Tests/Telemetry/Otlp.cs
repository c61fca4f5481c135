using System.Buffers.Binary;
using System.Text;

namespace MediationHub.Web.Tests.Telemetry;

/// <summary>One series of a metric at one export.</summary>
/// <param name="Value">Of a gauge or a sum; of a histogram its count.</param>
internal sealed record Series(string Metric, string Unit, string Kind, IReadOnlyDictionary<string, string> Labels, double Value);

internal sealed record SpanLink(string Trace, string Span);

internal sealed record Span(string Source, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<SpanLink> Links, int Events);

internal sealed record Logged(string Body, IReadOnlyDictionary<string, string> Values);

/// <summary>Reads what OTLP sends (opentelemetry-proto 1): as much of it as the tests look at.</summary>
internal static class Otlp
{
    public static List<Series> Metrics(byte[] export)
    {
        var series = new List<Series>();
        foreach (var metric in Inside(export, 1, 2, 2))
        {
            string name = "", unit = "";
            foreach (var field in Fields(metric))
            {
                switch (field.Number)
                {
                    case 1: name = field.Text; break;
                    case 3: unit = field.Text; break;
                    case 5: Points("gauge", field.Bytes); break;
                    case 7: Points(Fields(field.Bytes).Any(f => f is { Number: 3, Value: 1 }) ? "counter" : "gauge", field.Bytes); break;
                    case 9: Points("histogram", field.Bytes); break;
                }
            }

            void Points(string kind, ReadOnlyMemory<byte> data)
            {
                foreach (var point in Fields(data).Where(f => f.Number == 1))
                {
                    var (labels, value) = (new List<KeyValuePair<string, string>>(), 0.0);
                    foreach (var field in Fields(point.Bytes))
                    {
                        if (field.Number == (kind == "histogram" ? 9 : 7)) labels.Add(KeyValue(field.Bytes));
                        else if (field.Number == 4) value = kind == "histogram" ? field.Value : BitConverter.UInt64BitsToDouble(field.Value);
                        else if (field.Number == 6 && kind != "histogram") value = (long)field.Value;
                    }
                    series.Add(new(name, unit, kind, labels.ToDictionary(), value));
                }
            }
        }
        return series;
    }

    public static List<Span> Spans(byte[] export)
    {
        var spans = new List<Span>();
        foreach (var resource in Fields(export).Where(f => f.Number == 1))
        {
            foreach (var scope in Fields(resource.Bytes).Where(f => f.Number == 2))
            {
                var source = Inside(scope.Bytes, 1).Select(s => Fields(s).First(f => f.Number == 1).Text).First();
                foreach (var span in Inside(scope.Bytes, 2))
                {
                    var (trace, id, parent, name, events) = ("", "", "", "", 0);
                    var (tags, links) = (new Dictionary<string, string>(), new List<SpanLink>());
                    foreach (var field in Fields(span))
                    {
                        switch (field.Number)
                        {
                            case 1: trace = field.Hex; break;
                            case 2: id = field.Hex; break;
                            case 4: parent = field.Hex; break;
                            case 5: name = field.Text; break;
                            case 9: var (key, value) = KeyValue(field.Bytes); tags[key] = value; break;
                            case 11: events++; break;
                            case 13: links.Add(new(Fields(field.Bytes).First(f => f.Number == 1).Hex, Fields(field.Bytes).First(f => f.Number == 2).Hex)); break;
                        }
                    }
                    spans.Add(new(source, trace, id, parent, name, tags, links, events));
                }
            }
        }
        return spans;
    }

    public static List<Logged> Logs(byte[] export) =>
        [.. Inside(export, 1, 2, 2).Select(record => new Logged(Fields(record).Where(f => f.Number == 5).Select(f => Any(f.Bytes)).FirstOrDefault(""), Fields(record).Where(f => f.Number == 6).Select(f => KeyValue(f.Bytes)).ToDictionary()))];

    /// <summary>The messages at a path of field numbers.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Inside(ReadOnlyMemory<byte> message, params int[] path) =>
        path.Aggregate((IEnumerable<ReadOnlyMemory<byte>>)[message], (messages, number) => messages.SelectMany(m => Fields(m).Where(f => f.Number == number).Select(f => f.Bytes)));

    private static KeyValuePair<string, string> KeyValue(ReadOnlyMemory<byte> message)
    {
        var (key, value) = ("", "");
        foreach (var field in Fields(message))
        {
            if (field.Number == 1) key = field.Text;
            else if (field.Number == 2) value = Any(field.Bytes);
        }
        return new(key, value);
    }

    private static string Any(ReadOnlyMemory<byte> message) => Fields(message).Select(f => f.Number switch
    {
        1 => f.Text,
        2 => f.Value == 1 ? "true" : "false",
        3 => ((long)f.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        4 => BitConverter.UInt64BitsToDouble(f.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "…",
    }).FirstOrDefault("");

    /// <summary>One field of a message.</summary>
    /// <param name="Value">Of a number.</param>
    /// <param name="Bytes">Of a text or a message.</param>
    private readonly record struct Field(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
    {
        public string Text => Encoding.UTF8.GetString(Bytes.Span);
        public string Hex => Convert.ToHexStringLower(Bytes.Span);
    }

    private static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<Field>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0: fields.Add(new(number, Varint(message.Span, ref at), default)); break;
                case 1: fields.Add(new(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default)); at += 8; break;
                case 5: fields.Add(new(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default)); at += 4; break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add(new(number, 0, message.Slice(at, length)));
                    at += length;
                    break;
                case var other: throw new InvalidDataException($"wire type {other}");
            }
        }
        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
    }
}
