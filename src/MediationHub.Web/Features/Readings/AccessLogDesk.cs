using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Readings;

/// <summary>One reading of a case file, with the names of the person and the case.</summary>
public sealed record AccessShown(long Id, DateTimeOffset At, string UserName, string? DisplayName, string Stream, string? CaseNumber, string What, IReadOnlyList<string> Fields, string? Reason);

/// <summary>Who read which case file, for the auditor.</summary>
public sealed class AccessLogDesk(AccessLog log, AccountStore accounts, HubStore store)
{
    /// <param name="stream">The case's id; null for all.</param>
    public async Task<(IReadOnlyList<AccessShown> Items, int Total, bool Exact)> List(string? stream, int page, int pageSize, CancellationToken cancel)
    {
        var total = await log.Count(stream, Paging.CountedTo + 1, cancel);
        var entries = await log.Read(stream, page, pageSize, cancel);
        var names = await accounts.Names(entries.Select(e => e.UserName), cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var numbers = (await connection.QueryAsync<(string Id, string Number)>("select id, number from case_rows where id = any(@ids)", new { ids = entries.Select(e => e.Stream).Distinct().ToArray() })).ToDictionary(c => c.Id, c => c.Number);
        return ([.. entries.Select(e => new AccessShown(e.Id, e.At.ToOffset(ChinaTime.Offset), e.UserName, names.GetValueOrDefault(e.UserName), e.Stream, numbers.GetValueOrDefault(e.Stream), e.What, e.Fields, e.Reason))],
            Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    /// <summary>The id of the case that a person means: its id, or its number.</summary>
    public async Task<string> IdOf(string asked, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>("select id from case_rows where number = @asked limit 1", new { asked }) ?? asked;
    }
}
