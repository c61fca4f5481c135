using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Samplings;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Files;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Samplings;

/// <summary>A sampling among others.</summary>
/// <param name="Average">Points of 100; null until it is finished.</param>
public sealed record SamplingListed(string Id, int Version, string OrganizationId, string OrganizationName, string Stage, DateOnly FromOn, DateOnly ToOn, DateOnly DrawnOn, int Size, int Scored, DateOnly? EndedOn, decimal? Average);

/// <summary>A sampled case on the wire: its number, what papers it has, and what it was given.</summary>
public sealed record SampleShown(CaseId CaseId, string Number, PaperScore? Score);

/// <summary>A sampling on the wire.</summary>
public sealed record SamplingShown(
    string Id, int Version, OrganizationId OrganizationId, SamplingStage Stage, DateOnly From, DateOnly To, string Seed, long AsOfTx, long AsOfPosition, int PopulationSize, string PopulationHash,
    Checklist Checklist, Personal Reason, DateOnly DrawnOn, string DrawnBy, IReadOnlyList<SampleShown> Sample, DateOnly? EndedOn, decimal? Average, Personal AbandonedBecause)
{
    public static SamplingShown Of(Stored<Sampling> stored)
    {
        var (id, version, s) = stored;
        return new(id, version, s.OrganizationId, s.Stage, s.From, s.To, s.Draw!.Seed, s.Draw.Tx, s.Draw.Position, s.Draw.PopulationSize, s.Draw.PopulationHash, s.List, s.Reason, s.DrawnOn, s.DrawnBy,
            [.. s.Picked.Select(p => new SampleShown(p.CaseId, p.Number, s.ScoreOf(p.CaseId)))], s.EndedOn, s.Average, s.AbandonedBecause);
    }
}

/// <summary>Whether the sample is drawn again the same from the log.</summary>
public sealed record Redrawn(bool Same, int PopulationSize, string PopulationHash, IReadOnlyList<string> Numbers);

/// <summary>What an organization is told of a finished sampling: figures over all its cases, none of a single one.</summary>
public sealed record PaperQuality(DateOnly EndedOn, DateOnly From, DateOnly To, int Size, decimal Average, IReadOnlyList<PaperQualityItem> Items);

/// <summary>One item of the checklist on average.</summary>
/// <param name="Average">Null where it applied to fewer than five cases.</param>
public sealed record PaperQualityItem(string Code, string Text, int Most, decimal? Average);

/// <summary>A paper of a sampled case.</summary>
public sealed record SampledPaper(string Id, string Title, DateTimeOffset At, string Html);

/// <summary>A sampled case's papers.</summary>
public sealed record SampledPapers(string CaseId, IReadOnlyList<SampledPaper> Papers);

/// <summary>Samplings of papers: lists, the sampled cases' papers, and drawing again.</summary>
public sealed partial class SamplingDesk(HubStore store, IAggregates aggregates, FileStore files, AccessLog log)
{
    public async Task<(IReadOnlyList<SamplingListed> Items, int Total)> List(Actor actor, string? organization, int page, int pageSize, CancellationToken cancel)
    {
        var units = actor.Is(Role.Auditor) ? null : actor.Unit is { } own ? Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, own)).Select(r => r.Code).Append(own).ToArray() : [];
        var values = new { units, organization = string.IsNullOrWhiteSpace(organization) ? null : organization, hidden = actor.Organization is not null, pageSize, skip = (page - 1) * pageSize };
        const string from = "from sampling_rows s join organization_rows o on o.id = s.organization_id where not @hidden and (@units::text[] is null or s.unit = any(@units)) and (@organization::text is null or s.organization_id = @organization)";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {from}", values);
        var items = await connection.QueryAsync<SamplingListed>(
            $"select s.id as Id, s.version as Version, s.organization_id as OrganizationId, o.name as OrganizationName, s.stage as Stage, s.from_on as FromOn, s.to_on as ToOn, s.drawn_on as DrawnOn, s.size as Size, s.scored as Scored, s.ended_on as EndedOn, s.average as Average {from} order by s.id desc limit @pageSize offset @skip", values);
        return ([.. items], total);
    }

    /// <summary>What finished samplings of an organization say, the newest first.</summary>
    public async Task<IReadOnlyList<PaperQuality>> QualityOf(string organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var ids = await connection.QueryAsync<string>("select id from sampling_rows where organization_id = @organization and stage = 'finished' order by id desc limit 10", new { organization });
        var found = new List<PaperQuality>();
        foreach (var id in ids)
            if ((await aggregates.Find<Sampling>(id, cancel: cancel))?.State is { Average: { } average, EndedOn: { } ended } s)
                found.Add(new(ended, s.From, s.To, s.Picked.Count, average, [.. s.List.Items.Select(i => new PaperQualityItem(i.Code, i.Text, i.Points!.Value, s.AverageOf(i.Code)))]));
        return found;
    }

    /// <summary>Draws once more from the log as it stood: the record of the draw is checked, nothing is changed.</summary>
    public async Task<Redrawn> Redraw(Sampling s, CancellationToken cancel)
    {
        var population = await Populations.At(store, aggregates, s.OrganizationId, s.From, s.To, new LogPosition(s.Draw!.Tx, s.Draw.Position), cancel);
        return new(s.Draw.Repeats(population), population.Cases.Count, population.Hash, [.. Draw.From(population, s.Draw.Seed, s.Picked.Count).Picked.Select(p => p.Number)]);
    }

    /// <summary>The papers of a sampled case; that they were looked through is logged, with the sampling's reason.</summary>
    public async Task<(IReadOnlyList<SampledPaper>? Papers, Problem? Problem)> PapersOf(Actor actor, Stored<Sampling> stored, string caseId, CancellationToken cancel)
    {
        var (c, problem) = await Sampled(stored, caseId, cancel);
        if (c is null) return (null, problem);
        await log.Write(actor.UserName, caseId, "opened", reason: Reason(stored), cancel: cancel);
        return ([.. c.Papers.Select(p => new SampledPaper(p.Id, PaperForm.Of(Enum.Parse<PaperKind>(p.Kind.ToString())).Title, p.At.ToOffset(ChinaTime.Offset), $"/api/v1/samplings/{stored.Id}/cases/{caseId}/papers/{p.Id}.html"))], null);
    }

    /// <summary>A paper of a sampled case as it was made, numbers of people and accounts covered; reading it is logged.</summary>
    public async Task<(string? Html, Problem? Problem)> Page(Actor actor, Stored<Sampling> stored, string caseId, string paperId, CancellationToken cancel)
    {
        var (c, problem) = await Sampled(stored, caseId, cancel);
        if (c is null) return (null, problem);
        if (c.Papers.Find(p => p.Id == paperId) is not { } paper || await files.Read(paper.PageId, cancel) is not { } page) return (null, Problem.NotFound);
        await log.Write(actor.UserName, caseId, "paper", [paper.Kind.ToString()], Reason(stored), cancel);
        return (Covered(Encoding.UTF8.GetString(page)), null);
    }

    /// <summary>Papers are open to those who score them, and only as long as they do.</summary>
    private async Task<(MediationCase? Case, Problem? Problem)> Sampled(Stored<Sampling> stored, string caseId, CancellationToken cancel)
    {
        if (stored.State.Picked.All(p => p.CaseId.Value != caseId)) return (null, Problem.NotFound);
        if (stored.State.Stage is not SamplingStage.Open) return (null, Problem.Of(SamplingRefusals.Ended));
        if ((await aggregates.Find<MediationCase>(caseId, cancel: cancel))?.State is not { } c) return (null, Problem.NotFound);
        return c.Destroyed ? (null, Problem.Destroyed) : (c, null);
    }

    private static string Reason(Stored<Sampling> stored) => $"文书抽查：{stored.State.Reason}";

    /// <summary>ID numbers, mobile numbers and accounts of a page; a drawn signature is left as it is.</summary>
    internal static string Covered(string html) => Numbers().Replace(html, match => match.Value switch
    {
        ['d', 'a', 't', 'a', ..] picture => picture,
        { Length: 18 } id => Mask.IdNumber(id),
        { Length: 11 } phone => Mask.Phone(phone),
        var account => Mask.BankAccount(account),
    });

    [GeneratedRegex(@"data:[^""']+|(?<![0-9A-Za-z])(?:\d{17}[\dXx]|1[3-9]\d{9}|\d{12,22})(?![0-9A-Za-z])")]
    private static partial Regex Numbers();
}
