namespace MediationHub.Domain.Kernel;

/// <summary>New identifiers: a letter for the kind and 26 digits in order of time (UUID version 7 in Crockford's base 32).</summary>
public static class NewId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Next(string kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var value = new UInt128(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Digits[(int)(value & 31)];
            value >>= 5;
        }
        return string.Concat(kind, text);
    }
}
