using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Log;

/// <summary>One event exactly as its bytes stand in the log.</summary>
public sealed record StoredEvent(string Stream, int Version, string Type, DateTimeOffset At, string Actor, string Data, byte[]? Sealed, byte[] Hash)
{
    /// <summary>Place in the log; 0 before it is written.</summary>
    public long Position { get; init; }

    /// <summary>Transaction that wrote it; readers go in order of (Tx, Position).</summary>
    public long Tx { get; init; }
}

/// <summary>One event of the walk over the whole log: its long texts stay the UTF-8 bytes that they are hashed and parsed as.</summary>
internal sealed record LoggedEvent(string Stream, int Version, string Type, DateTimeOffset At, byte[] Actor, byte[] Data, byte[]? Sealed, byte[] Hash, long Position);

/// <summary>Turns events into stored bytes and back: JSON in clear, personal texts sealed, everything hashed and chained.</summary>
public static class EventCodec
{
    /// <summary>What the first event of a stream is chained to.</summary>
    public static readonly byte[] Beginning = new byte[32];

    private static readonly JsonSerializerOptions Texts = new(Wire.Json);

    public static StoredEvent Encode(DomainEvent happened, StreamRef stream, int version, DateTimeOffset at, string actor, StreamKey key, byte[] previous)
    {
        var type = Wire.NameOf(happened);
        var tray = new PersonalTray();
        var data = tray.With(() => JsonSerializer.Serialize(happened, happened.GetType(), Wire.Json));
        var sealedTexts = tray.Texts.Count == 0 ? null : key.Seal(JsonSerializer.SerializeToUtf8Bytes(tray.Texts, Texts), BoundTo(stream.Id, version));
        var stored = new StoredEvent(stream.Id, version, type, Row.Instant(at), actor, data, sealedTexts, []);
        return stored with { Hash = Hash(stored, previous) };
    }

    /// <summary>The event that the bytes hold, its personal texts opened, or marked as destroyed where the key is.</summary>
    /// <exception cref="InvalidDataException">A wire name this program does not know, or bytes that are not what it says.</exception>
    public static DomainEvent Decode(StoredEvent stored, StreamKey key)
    {
        var type = Wire.TypeOf(stored.Type) ?? throw new InvalidDataException($"unknown event {stored.Type}: this program is older than its data");
        if (stored.Sealed is null) return (DomainEvent)JsonSerializer.Deserialize(stored.Data, type, Wire.Json)!;

        return Tray(stored.Sealed, stored.Stream, stored.Version, key).With(() => (DomainEvent)JsonSerializer.Deserialize(stored.Data, type, Wire.Json)!);
    }

    /// <inheritdoc cref="Decode(StoredEvent, StreamKey)"/>
    internal static DomainEvent Decode(LoggedEvent logged, StreamKey key)
    {
        var type = Wire.TypeOf(logged.Type) ?? throw new InvalidDataException($"unknown event {logged.Type}: this program is older than its data");
        if (logged.Sealed is null) return (DomainEvent)JsonSerializer.Deserialize(logged.Data, type, Wire.Json)!;

        return Tray(logged.Sealed, logged.Stream, logged.Version, key).With(() => (DomainEvent)JsonSerializer.Deserialize(logged.Data, type, Wire.Json)!);
    }

    private static PersonalTray Tray(byte[] sealedTexts, string stream, int version, StreamKey key)
    {
        var tray = new PersonalTray { Destroyed = key.Destroyed };
        if (!key.Destroyed) tray.Texts.AddRange(JsonSerializer.Deserialize<List<string>>(key.Open(sealedTexts, BoundTo(stream, version)), Texts)!);
        return tray;
    }

    /// <summary>SHA-256 over the hash before and every stored byte, each part behind its length.</summary>
    public static byte[] Hash(StoredEvent stored, byte[] previous)
    {
        var most = Encoding.UTF8.GetMaxByteCount(stored.Actor.Length + stored.Data.Length);
        var texts = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var actor = Encoding.UTF8.GetBytes(stored.Actor, texts);
            var data = Encoding.UTF8.GetBytes(stored.Data, texts.AsSpan(actor));
            return Hash(stored.Stream, stored.Version, stored.Type, stored.At, texts.AsSpan(0, actor), texts.AsSpan(actor, data), stored.Sealed, previous);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(texts, clearArray: false);
        }
    }

    /// <inheritdoc cref="Hash(StoredEvent, byte[])"/>
    internal static byte[] Hash(LoggedEvent logged, byte[] previous) =>
        Hash(logged.Stream, logged.Version, logged.Type, logged.At, logged.Actor, logged.Data, logged.Sealed, previous);

    private static byte[] Hash(string stream, int version, string type, DateTimeOffset moment, ReadOnlySpan<byte> actor, ReadOnlySpan<byte> data, byte[]? sealedTexts, byte[] previous)
    {
        var most = 32 + 5 * 4 + 4 + 8 + Encoding.UTF8.GetMaxByteCount(stream.Length + type.Length) + actor.Length + data.Length + (sealedTexts?.Length ?? 0);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            previous.CopyTo(buffer, 0);
            var at = 32;
            Text(stream);
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at), version);
            at += 4;
            Text(type);
            BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(at), moment.UtcTicks / TimeSpan.TicksPerMicrosecond);
            at += 8;
            Part(actor, actor.Length);
            Part(data, data.Length);
            Part(sealedTexts, sealedTexts?.Length ?? -1);
            return SHA256.HashData(buffer.AsSpan(0, at));

            void Text(string text)
            {
                var length = Encoding.UTF8.GetBytes(text, buffer.AsSpan(at + 4));
                BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at), length);
                at += 4 + length;
            }

            void Part(ReadOnlySpan<byte> bytes, int length)
            {
                BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at), length);
                bytes.CopyTo(buffer.AsSpan(at + 4));
                at += 4 + bytes.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: false);
        }
    }

    private static byte[] BoundTo(string stream, int version) => Encoding.UTF8.GetBytes($"{stream}#{version}");
}
