using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Search;

/// <summary>
/// Text as search sees it: every pair of neighbouring characters of Chinese, every run of Latin letters and digits as a whole.
/// Full-width letters are the plain ones, capitals the small ones; signs part, and nothing else is left out.
/// </summary>
public static class SearchText
{
    /// <summary>Calls <paramref name="gram"/> for each gram, in order; the same one may come again.</summary>
    public static void Each(string? text, Action<ReadOnlySpan<char>> gram)
    {
        if (string.IsNullOrEmpty(text)) return;
        Span<char> piece = stackalloc char[32];
        Span<char> pair = stackalloc char[2];
        var (inPiece, before) = (0, '\0');
        foreach (var written in text)
        {
            var c = Plain(written);
            if (char.IsAsciiLetterOrDigit(c))
            {
                before = '\0';
                if (inPiece == piece.Length) End(piece, ref inPiece);   // no word is longer: what follows is another
                piece[inPiece++] = c;
                continue;
            }
            End(piece, ref inPiece);
            if (c is (>= '\u4E00' and <= '\u9FFF') || char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                if (before != '\0')
                {
                    (pair[0], pair[1]) = (before, c);
                    gram(pair);
                }
                before = c;
            }
            else before = '\0';
        }
        End(piece, ref inPiece);

        void End(Span<char> run, ref int length)
        {
            if (length > 0) gram(Number(run[..length]));
            length = 0;
        }
    }

    /// <summary>The grams of a text as texts, each once.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var grams = new List<string>();
        Each(text, g =>
        {
            var one = g.ToString();
            if (!grams.Contains(one)) grams.Add(one);
        });
        return grams;
    }

    /// <summary>A character as it is compared.</summary>
    public static char Plain(char c) => c switch
    {
        >= '！' and <= '～' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        '　' => ' ',
        < '\u0080' => char.ToLowerInvariant(c),
        _ => c,
    };

    /// <summary>0012 is 12: numbers are found however many zeros stand before them.</summary>
    private static ReadOnlySpan<char> Number(ReadOnlySpan<char> piece) =>
        piece[0] == '0' && !piece.ContainsAnyExceptInRange('0', '9') && piece.TrimStart('0') is { Length: > 0 } digits ? digits : piece;
}

/// <summary>
/// Grams as 32-bit keyed hashes (SipHash-2-4 under a key of the installation), bound to a scope: the same two characters give another hash
/// in another organization, so that an index lookup finds nothing that is out of scope, and neither words nor how often they are used can be read off the rows.
/// Two grams share a hash once in four billion; who lists what was found looks at the scope again.
/// </summary>
public sealed class SearchKeys(KeyRing keys)
{
    private readonly (ulong K0, ulong K1) _key = Key(keys.Derive("search"));

    /// <summary>What everybody who may list cases may find by: the parts of a case's number.</summary>
    public const string Public = "";

    /// <summary>The scope's own seed: hash it once for many grams.</summary>
    public ulong Scope(string scope) => Hash(MemoryMarshal.AsBytes(scope.AsSpan()), 0);

    public int Of(ulong scope, ReadOnlySpan<char> gram) => (int)Hash(MemoryMarshal.AsBytes(gram), scope);

    /// <summary>The hashes of a text's grams, each once, in no order.</summary>
    public int[] Of(string scope, string? text)
    {
        var seed = Scope(scope);
        var into = new HashSet<int>();
        SearchText.Each(text, g => into.Add(Of(seed, g)));
        return [.. into];
    }

    private static (ulong, ulong) Key(byte[] bytes) => (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)));

    /// <summary>SipHash-2-4 of the scope's seed followed by the bytes.</summary>
    private ulong Hash(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var v0 = _key.K0 ^ 0x736f6d6570736575UL;
        var v1 = _key.K1 ^ 0x646f72616e646f6dUL;
        var v2 = _key.K0 ^ 0x6c7967656e657261UL;
        var v3 = _key.K1 ^ 0x7465646279746573UL;
        Block(seed, ref v0, ref v1, ref v2, ref v3);
        var length = bytes.Length + 8;
        for (; bytes.Length >= 8; bytes = bytes[8..]) Block(BinaryPrimitives.ReadUInt64LittleEndian(bytes), ref v0, ref v1, ref v2, ref v3);
        var last = (ulong)length << 56;
        for (var i = 0; i < bytes.Length; i++) last |= (ulong)bytes[i] << (8 * i);
        Block(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    // By reference and inlined, so that the four stay in registers: a case has some hundred grams.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ulong m, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= m;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= m;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        unchecked
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
