using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MediationHub.Store.Keys;

/// <summary>
/// The installation's keys, which stand outside the database: wrapping keys (several after a rotation), the key of the
/// hashes by which equal personal values are found, and the ECDSA P-256 key that signs anchors.
/// Kept in a file that only the program can read, or given as a setting of the same JSON.
/// </summary>
public sealed class KeyRing
{
    private sealed record Saved(int Current, Dictionary<int, byte[]> Wrapping, byte[] Hashing, byte[] Signing);

    private readonly Saved _saved;
    private readonly string? _path;

    private KeyRing(Saved saved, string? path)
    {
        (_saved, _path) = (saved, path);
        Signing = ECDsa.Create();
        Signing.ImportPkcs8PrivateKey(saved.Signing, out _);
    }

    /// <summary>Signs and checks anchors.</summary>
    public ECDsa Signing { get; }

    /// <summary>The newest wrapping key's number.</summary>
    public int Current => _saved.Current;

    /// <summary>Tells this installation's keys from another's; says nothing about them.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_saved.Hashing))[..16];

    /// <summary>Reads the key file, or makes it at first start (mode 600).</summary>
    /// <exception cref="InvalidDataException">The file is no key ring.</exception>
    public static KeyRing Open(string path)
    {
        if (File.Exists(path)) return new(Read(File.ReadAllText(path)), path);

        // Of nodes that start for the first time at once one makes the keys: another's would seal what nobody could open after a restart.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var turn = Turn(path + ".lock");
        if (File.Exists(path)) return new(Read(File.ReadAllText(path)), path);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ring = new KeyRing(new(1, new() { [1] = RandomNumberGenerator.GetBytes(32) }, RandomNumberGenerator.GetBytes(32), signing.ExportPkcs8PrivateKey()), path);
        ring.Save();
        return ring;
    }

    /// <summary>Whoever has the file open is alone; it is gone afterwards. Only a first start comes here, before anything is served: it waits ten seconds at most for another node to make the key.</summary>
    private static FileStream Turn(string path)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
            }
            catch (IOException) when (tries < 500)
            {
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Reads the key ring from a setting's text.</summary>
    public static KeyRing Parse(string json) => new(Read(json), null);

    /// <summary>The ring with a new wrapping key; what the old ones wrapped can still be read until it is wrapped anew.</summary>
    /// <exception cref="InvalidOperationException">The keys came from a setting, which the program cannot change.</exception>
    public KeyRing Rotate()
    {
        if (_path is null) throw new InvalidOperationException("安装密钥来自配置项,请在配置处更换后重试。");
        var next = _saved.Current + 1;
        var rotated = new KeyRing(_saved with { Current = next, Wrapping = new(_saved.Wrapping) { [next] = RandomNumberGenerator.GetBytes(32) } }, _path);
        rotated.Save();
        return rotated;
    }

    /// <summary>Wraps a key under the newest wrapping key: number (4 bytes), nonce, ciphertext, tag. Bound to what it is for.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> key, string boundTo)
    {
        var wrapped = new byte[4 + Sealing.Overhead + key.Length];
        BinaryPrimitives.WriteInt32BigEndian(wrapped, _saved.Current);
        Sealing.Seal(_saved.Wrapping[_saved.Current], key, Encoding.UTF8.GetBytes(boundTo), wrapped.AsSpan(4));
        return wrapped;
    }

    /// <exception cref="CryptographicException">Another installation's key wrapped it, or it was altered.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string boundTo)
    {
        if (wrapped.Length <= 4 + Sealing.Overhead || !_saved.Wrapping.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(wrapped), out var wrapping))
            throw new CryptographicException("wrapped by a key that is not in this ring");
        return Sealing.Open(wrapping, wrapped[4..], Encoding.UTF8.GetBytes(boundTo));
    }

    /// <summary>The wrapping key that a wrapped key stands under.</summary>
    public static int NumberOf(ReadOnlySpan<byte> wrapped) => BinaryPrimitives.ReadInt32BigEndian(wrapped);

    /// <summary>Equal values give equal hashes (HMAC-SHA-256, 32 hex digits); the value cannot be found from it without the key.</summary>
    public string Hash(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(_saved.Hashing, Encoding.UTF8.GetBytes(value)).AsSpan(0, 16));

    /// <summary>A key for another purpose of this installation (cookies), derived from the ring and never stored.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _saved.Hashing, 32, info: Encoding.UTF8.GetBytes(purpose));

    private static Saved Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Saved>(json) is { Hashing.Length: 32 } saved && saved.Wrapping.ContainsKey(saved.Current)
                ? saved
                : throw new InvalidDataException("安装密钥文件不完整,请从备份恢复。The installation key is incomplete: restore it from the backup.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("安装密钥文件不是有效的密钥,请从备份恢复。The installation key cannot be read: restore it from the backup.", e);
        }
    }

    private void Save()
    {
        var fresh = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, _saved);
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, _path!, overwrite: true);
    }
}

/// <summary>AES-256-GCM with a random nonce: nonce (12 bytes), ciphertext, tag (16 bytes).</summary>
public static class Sealing
{
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int Overhead = NonceSize + TagSize;

    public static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo, Span<byte> into)
    {
        using var aes = new AesGcm(key, TagSize);
        Seal(aes, plain, boundTo, into);
    }

    public static void Seal(AesGcm aes, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo, Span<byte> into)
    {
        var nonce = into[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, into.Slice(NonceSize, plain.Length), into.Slice(NonceSize + plain.Length, TagSize), boundTo);
    }

    /// <exception cref="CryptographicException">Altered, or bound to something else.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> from, ReadOnlySpan<byte> boundTo)
    {
        using var aes = new AesGcm(key, TagSize);
        return Open(aes, from, boundTo);
    }

    public static byte[] Open(AesGcm aes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> boundTo)
    {
        if (from.Length < Overhead) throw new CryptographicException("shorter than a nonce and a tag");
        var plain = new byte[from.Length - Overhead];
        aes.Decrypt(from[..NonceSize], from.Slice(NonceSize, plain.Length), from[^TagSize..], plain, boundTo);
        return plain;
    }
}

/// <summary>
/// The key of one stream. Destroying it (the wrapped key in the database) makes the stream's personal texts unreadable for good.
/// Not for use by two threads at once: the turn of its aggregate holds it.
/// </summary>
public sealed class StreamKey : IDisposable
{
    private readonly AesGcm? _aes;

    private StreamKey(byte[]? wrapped, AesGcm? aes) => (Wrapped, _aes) = (wrapped, aes);

    /// <summary>As it stands in the database; null once destroyed.</summary>
    public byte[]? Wrapped { get; }

    public bool Destroyed => _aes is null;

    public static StreamKey Create(KeyRing ring, string stream)
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        return new(ring.Wrap(key, stream), new AesGcm(key, Sealing.TagSize));
    }

    public static StreamKey Open(KeyRing ring, string stream, byte[]? wrapped) =>
        wrapped is null ? new(null, null) : new(wrapped, new AesGcm(ring.Unwrap(wrapped, stream), Sealing.TagSize));

    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo)
    {
        var into = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(_aes ?? throw new InvalidOperationException("the stream's key was destroyed"), plain, boundTo, into);
        return into;
    }

    public byte[] Open(ReadOnlySpan<byte> from, ReadOnlySpan<byte> boundTo) =>
        Sealing.Open(_aes ?? throw new InvalidOperationException("the stream's key was destroyed"), from, boundTo);

    public void Dispose() => _aes?.Dispose();
}
