using System.Buffers.Binary;

namespace MediationHub.Store.Files;

/// <summary>
/// What a telephone writes into a photo besides the picture: where it was taken, by which device, small previews, whole videos behind its end.
/// Only how to turn the picture and when it was taken are kept; nobody who hands in a photo means to hand in their address (PIPL 6, 28).
/// </summary>
public static class PictureMetadata
{
    private static readonly System.Buffers.SearchValues<byte> TimeSigns = System.Buffers.SearchValues.Create("0123456789: "u8);

    private const ushort OrientationTag = 0x0112, ExifPointer = 0x8769, TakenTag = 0x9003;

    /// <summary>The same picture without what does not belong to it, or null where the content is no whole picture of its type.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> content, string contentType) => contentType switch
    {
        "image/jpeg" => Jpeg(content),
        "image/png" => Png(content),
        _ => content.ToArray(),
    };

    private static byte[]? Jpeg(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        kept.Write(content[..2]);
        var at = 2;
        while (true)
        {
            while (at < content.Length && content[at] == 0xFF && at + 1 < content.Length && content[at + 1] == 0xFF) at++;   // fill bytes
            if (at + 1 >= content.Length || content[at] != 0xFF) return null;
            var marker = content[at + 1];
            if (marker is 0xD9)
            {
                kept.Write([0xFF, 0xD9]);
                return kept.ToArray();   // what stands behind the end is no part of the picture
            }
            if (at + 4 > content.Length) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (length < 2 || at + 2 + length > content.Length) return null;
            var segment = content.Slice(at, 2 + length);
            if (marker is 0xE1)
            {
                if (segment[4..].StartsWith("Exif\0\0"u8)) WriteExif(kept, segment[10..]);
            }
            // JFIF, the color profile and Adobe's color transform belong to the picture; other application data and comments do not.
            else if (marker is not (>= 0xE3 and <= 0xED or 0xEF or 0xFE) && (marker is not 0xE2 || segment[4..].StartsWith("ICC_PROFILE\0"u8))) kept.Write(segment);
            at += 2 + length;
            if (marker is not 0xDA) continue;

            // The picture itself runs to the next marker that is neither a stuffed byte nor a restart.
            var data = at;
            while (at + 1 < content.Length && !(content[at] == 0xFF && content[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7) or 0xFF))) at++;
            if (at + 1 >= content.Length)
            {
                // Cut off in mid picture by a bad line: viewers show what is there.
                kept.Write(content[data..]);
                kept.Write([0xFF, 0xD9]);
                return kept.ToArray();
            }
            kept.Write(content[data..at]);
        }
    }

    /// <summary>An Exif block of its own with the orientation and the time of taking, where there were any.</summary>
    private static void WriteExif(MemoryStream into, ReadOnlySpan<byte> tiff)
    {
        var (orientation, taken) = ReadExif(tiff);
        if (orientation is null or 1 && taken is null) return;

        var entries = (orientation is null ? 0 : 1) + (taken is null ? 0 : 1);
        var exifAt = 8 + 2 + entries * 12 + 4;
        var size = exifAt + (taken is null ? 0 : 2 + 12 + 4 + 20);
        var block = new byte[4 + 6 + size];
        block[0] = 0xFF;
        block[1] = 0xE1;
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(2), (ushort)(2 + 6 + size));
        "Exif\0\0"u8.CopyTo(block.AsSpan(4));
        var fresh = block.AsSpan(10);
        "MM\0*"u8.CopyTo(fresh);
        BinaryPrimitives.WriteUInt32BigEndian(fresh[4..], 8);
        BinaryPrimitives.WriteUInt16BigEndian(fresh[8..], (ushort)entries);
        var at = 10;
        if (orientation is { } turn) at = Entry(fresh, at, OrientationTag, 3, 1, (uint)turn << 16);
        if (taken is not null)
        {
            Entry(fresh, at, ExifPointer, 4, 1, (uint)exifAt);
            BinaryPrimitives.WriteUInt16BigEndian(fresh[exifAt..], 1);
            Entry(fresh, exifAt + 2, TakenTag, 2, 20, (uint)(exifAt + 18));
            taken.CopyTo(fresh[(exifAt + 18)..]);
        }
        into.Write(block);

        static int Entry(Span<byte> to, int at, ushort tag, ushort type, uint count, uint value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], tag);
            BinaryPrimitives.WriteUInt16BigEndian(to[(at + 2)..], type);
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 4)..], count);
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 8)..], value);
            return at + 12;
        }
    }

    private static (int? Orientation, byte[]? Taken) ReadExif(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return (null, null);
        var little = tiff[0] == 'I';
        int? orientation = null;
        byte[]? taken = null;
        var root = Long(tiff, 4);
        if (Find(tiff, root, OrientationTag) is { } turn && Short(tiff, turn + 8) is >= 1 and <= 8 and var found) orientation = found;
        if (Find(tiff, root, ExifPointer) is { } pointer && Find(tiff, Long(tiff, pointer + 8), TakenTag) is { } entry && Long(tiff, entry + 4) == 20 && Long(tiff, entry + 8) is var place && place + 20 <= tiff.Length)
        {
            // yyyy:MM:dd HH:mm:ss and nothing else.
            var text = tiff.Slice((int)place, 20);
            if (text[19] == 0 && text[..19].IndexOfAnyExcept(TimeSigns) < 0) taken = text.ToArray();
        }
        return (orientation, taken);

        ushort Short(ReadOnlySpan<byte> from, long at) => at + 2 > from.Length ? (ushort)0 : little ? BinaryPrimitives.ReadUInt16LittleEndian(from[(int)at..]) : BinaryPrimitives.ReadUInt16BigEndian(from[(int)at..]);
        long Long(ReadOnlySpan<byte> from, long at) => at + 4 > from.Length ? uint.MaxValue : little ? BinaryPrimitives.ReadUInt32LittleEndian(from[(int)at..]) : BinaryPrimitives.ReadUInt32BigEndian(from[(int)at..]);

        // The place of an entry, or null where the directory has none.
        long? Find(ReadOnlySpan<byte> from, long directory, ushort tag)
        {
            if (directory + 2 > from.Length) return null;
            var count = Short(from, directory);
            for (var i = 0; i < count; i++)
            {
                var at = directory + 2 + i * 12;
                if (at + 12 > from.Length) return null;
                if (Short(from, at) == tag) return at;
            }
            return null;
        }
    }

    /// <summary>Chunks that make up or color the picture; texts, times and Exif are left out.</summary>
    private static byte[]? Png(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        kept.Write(content[..8]);
        var at = 8;
        while (at + 12 <= content.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            if (length > int.MaxValue - 12 || at + 12 + (long)length > content.Length) return null;
            var chunk = content.Slice(at, 12 + (int)length);
            var type = chunk.Slice(4, 4);
            if (at == 8 && !type.SequenceEqual("IHDR"u8)) return null;
            if (!(type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("tIME"u8) || type.SequenceEqual("eXIf"u8))) kept.Write(chunk);
            if (type.SequenceEqual("IEND"u8)) return kept.ToArray();
            at += chunk.Length;
        }
        return null;
    }
}
