using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Maintenance;

/// <summary>Signs once a day over everything that happened, keeps the anchor in the log, and appends it to a file outside the database.</summary>
public sealed class Anchors(HubStore store, IAggregates aggregates, string file)
{
    /// <summary>Signs today's anchor if there is none; gives the newest.</summary>
    public async Task<AnchorSigned?> SignToday(CancellationToken cancel = default)
    {
        var last = (await aggregates.Find<AnchorLog>(AnchorLog.Id, cancel: cancel))?.State.Last;
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        if (last is not null && last.Day >= today) return last;

        var upTo = await store.Log.Newest(cancel);
        if (upTo == LogPosition.Start) return last;
        await using var connection = await store.AtLength.OpenConnectionAsync(cancel);
        var rolling = new RollingRoot(last?.Root);
        foreach (var hash in HashesInOrder(connection, new(last?.Tx ?? 0, last?.Position ?? 0), upTo, cancel)) rolling.Add(hash);

        var anchor = Sign(store.Keys, today, upTo, rolling);
        await aggregates.Send(AnchorLog.Id, new KeepAnchor(anchor), new Request(Actor.System), cancel);
        await File.AppendAllTextAsync(file, JsonSerializer.Serialize(anchor, Wire.Json) + "\n", cancel);
        return anchor;
    }

    /// <summary>What stands in the file outside the database, oldest first.</summary>
    public static IReadOnlyList<AnchorSigned> InFile(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<AnchorSigned>(l, Wire.Json)!)] : [];

    internal static bool IsSigned(KeyRing keys, AnchorSigned anchor) =>
        keys.Signing.VerifyData(Encoding.ASCII.GetBytes(Signed(anchor)), Convert.FromBase64String(anchor.Signature), HashAlgorithmName.SHA256);

    /// <summary>The hashes of all events after one place up to another, in reading order. It keeps its thread, as <see cref="LogReader.ByStream"/> does.</summary>
    internal static IEnumerable<byte[]> HashesInOrder(NpgsqlConnection connection, LogPosition after, LogPosition upTo, CancellationToken cancel)
    {
        using var export = connection.BeginBinaryExport(
            $"copy (select hash from events where (tx, position) > ({after.Tx}, {after.Position}) and (tx, position) <= ({upTo.Tx}, {upTo.Position}) order by tx, position) to stdout (format binary)");
        while (export.StartRow() != -1)
        {
            cancel.ThrowIfCancellationRequested();
            yield return export.Read<byte[]>(NpgsqlDbType.Bytea);
        }
    }

    private static AnchorSigned Sign(KeyRing keys, DateOnly day, LogPosition upTo, RollingRoot rolling)
    {
        var unsigned = new AnchorSigned(day, upTo.Tx, upTo.Position, rolling.Events, rolling.Root(), "");
        return unsigned with { Signature = Convert.ToBase64String(keys.Signing.SignData(Encoding.ASCII.GetBytes(Signed(unsigned)), HashAlgorithmName.SHA256)) };
    }

    private static string Signed(AnchorSigned anchor) => $"{anchor.Day:yyyy-MM-dd}|{anchor.Tx}|{anchor.Position}|{anchor.Events}|{anchor.Root}";
}

/// <summary>SHA-256 over the root before and each event's hash in order.</summary>
internal sealed class RollingRoot
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public RollingRoot(string? before) => _hash.AppendData(before is null ? EventCodec.Beginning : Convert.FromHexString(before));

    public long Events { get; private set; }

    public void Add(byte[] hash)
    {
        _hash.AppendData(hash);
        Events++;
    }

    /// <summary>The root over what was added; more may be added after it.</summary>
    public string Root() => Convert.ToHexStringLower(_hash.GetCurrentHash());
}
