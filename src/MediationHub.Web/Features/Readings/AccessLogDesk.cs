using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;

namespace MediationHub.Web.Features.Readings;

/// <summary>One reading of a case file, with the names of the person and the case.</summary>
/// <param name="Titles">What the fields stand for, where it is known: a file's place in its case.</param>
public sealed record AccessShown(long Id, DateTimeOffset At, string UserName, string? DisplayName, string Stream, string? CaseNumber, string What, IReadOnlyList<string> Fields, string? Reason, IReadOnlyDictionary<string, FileRead>? Titles = null);

/// <summary>A file that was read: what it is in its case, and where it stands there.</summary>
public sealed record FileRead(string Title, string Href);

/// <summary>Who read which case file, for the auditor.</summary>
public sealed class AccessLogDesk(AccessLog log, AccountStore accounts, HubStore store, IAggregates aggregates)
{
    /// <param name="stream">The case's id; null for all.</param>
    public async Task<(IReadOnlyList<AccessShown> Items, int Total, bool Exact)> List(string? stream, int page, int pageSize, CancellationToken cancel)
    {
        var total = await log.Count(stream, Paging.CountedTo + 1, cancel);
        var entries = await log.Read(stream, page, pageSize, cancel);
        var names = await accounts.Names(entries.Select(e => e.UserName), cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var numbers = (await connection.QueryAsync<(string Id, string Number)>("select id, number from case_rows where id = any(@ids)", new { ids = entries.Select(e => e.Stream).Distinct().ToArray() })).ToDictionary(c => c.Id, c => c.Number);
        var files = new Dictionary<string, IReadOnlyDictionary<string, FileRead>>(StringComparer.Ordinal);
        foreach (var read in entries.Where(e => e.What is "file").Select(e => e.Stream).Distinct()) files[read] = await FilesOf(read, cancel);
        return ([.. entries.Select(e => new AccessShown(e.Id, e.At.ToOffset(ChinaTime.Offset), e.UserName, names.GetValueOrDefault(e.UserName), e.Stream, numbers.GetValueOrDefault(e.Stream), e.What, e.Fields, e.Reason,
            e.What is "file" ? files[e.Stream].Where(f => e.Fields.Contains(f.Key)).ToDictionary() : null))],
            Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    /// <summary>What each file of a record is, as an auditor may know it: never a name that somebody gave to a file.</summary>
    private async Task<IReadOnlyDictionary<string, FileRead>> FilesOf(string id, CancellationToken cancel)
    {
        var files = new Dictionary<string, FileRead>(StringComparer.Ordinal);
        if ((await aggregates.Find<MediationCase>(id, cancel: cancel))?.State is { } whole)
        {
            var c = NamelessCase.Of(whole);
            foreach (var material in CaseDossier.Of(c))
                files.TryAdd(material.FileId.Value, new(material.Title.IsEmpty ? material.Kind?.Chinese() ?? "案件材料" : material.Title.Value!, $"/cases/{id}?tab=dossier"));
            foreach (var evidence in c.Evidence)
                files[evidence.FileId.Value] = new($"证据：{(evidence.Visibility is EvidenceVisibility.MediatorOnly ? "仅调解员可见的材料" : evidence.Title.Value)}", $"/cases/{id}?tab=evidence");
            foreach (var file in c.Files) files.TryAdd(file.Value, new("案件材料", $"/cases/{id}?tab=dossier"));
        }
        else if ((await aggregates.Find<Organization>(id, cancel: cancel))?.State is { } organization)
        {
            foreach (var proof in organization.Proofs) files.TryAdd(proof.FileId.Value, new($"备案材料：{proof.Kind.Chinese()}", $"/organizations/{id}"));
        }
        return files;
    }

    /// <summary>The id of the case that a person means: its id, or its number.</summary>
    public async Task<string> IdOf(string asked, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>("select id from case_rows where number = @asked limit 1", new { asked }) ?? asked;
    }
}
