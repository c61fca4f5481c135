using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Calendar;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Satisfaction;

/// <summary>One question of the form.</summary>
public sealed record SatisfactionQuestion(string Name, string Text, string English);

/// <summary>The form as the party of a link sees it: no name of anybody, and its own answer as long as that can be changed.</summary>
/// <param name="Side">Which side of the case the link is for.</param>
/// <param name="OpenUntil">The last day for a first answer; null while the case has not ended.</param>
/// <param name="ChangeableUntil">The last day for changing the answer; null where there is none yet.</param>
/// <param name="Closed">Why nothing can be entered today; null where it can.</param>
public sealed record SatisfactionShown(
    string Number, string Organization, PartySide Side, DateOnly? ClosedOn, DateOnly? OpenUntil, bool Answered, DateOnly? ChangeableUntil, SatisfactionScores? Scores, Personal Comment, string? Closed,
    IReadOnlyList<SatisfactionQuestion> Questions);

/// <summary>A party's private link, for the mediator to hand over.</summary>
public sealed record SatisfactionLink(PartyId PartyId, PartySide Side, string Address, string Code);

/// <summary>What the mediator sees: the links, until when, and how many answers came; neither whose nor what.</summary>
public sealed record SatisfactionInvitation(IReadOnlyList<SatisfactionLink> Links, int Received, DateOnly? OpenUntil, bool Open);

/// <summary>The mean of one question, of 5.</summary>
public sealed record SatisfactionMean(string Name, string Text, decimal Average);

/// <summary>What came in one way. Fewer than five answers show nothing but that there are fewer.</summary>
/// <param name="Satisfied">Percent that gave 4 or 5 overall.</param>
public sealed record SatisfactionFigure(SatisfactionChannel Channel, bool Suppressed, int? Answers, decimal? Average, decimal? Satisfied, IReadOnlyList<SatisfactionMean> Questions);

/// <summary>An organization's figures over whole months that are over.</summary>
/// <param name="To">Null with <paramref name="From"/> where no month of the period is over yet.</param>
public sealed record SatisfactionFigures(string OrganizationId, DateOnly? From, DateOnly? To, int Least, IReadOnlyList<SatisfactionFigure> Figures);

/// <summary>Satisfaction after closing: the parties' form, the links to it, and an organization's figures.</summary>
public sealed class SatisfactionDesk(HubStore store, IAggregates aggregates, SatisfactionLinks links)
{
    public static readonly IReadOnlyList<SatisfactionQuestion> Questions =
    [
        new("attitude", "调解人员的服务态度", "The people's attitude"), new("fairness", "调解过程是否公平公正", "How fair it was"), new("speed", "办理的速度", "How quickly it went"),
        new("result", "对处理结果", "The result"), new("overall", "总体评价", "All in all"),
    ];

    /// <summary>What each number of points is called.</summary>
    public static readonly IReadOnlyList<(int Points, string Text)> Scale = [(5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意")];

    /// <summary>Wrong links and codes, counted by where they come from.</summary>
    public FeedLimit Wrong { get; } = new(store.Clock);

    /// <summary>The case and the party behind a link; null where there is none such.</summary>
    public async Task<(Stored<MediationCase> Case, PartyId Party)?> Open(string token, CancellationToken cancel) =>
        links.Read(token) is var (id, party) && await aggregates.Find<MediationCase>(id.Value, cancel: cancel) is { } stored && stored.State.Party(party) is not null ? (stored, party) : null;

    public async Task<SatisfactionShown> Show(MediationCase c, PartyId party, CancellationToken cancel)
    {
        var at = At(Actor.ByLink(c.Id, party));
        var organization = await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel);
        var given = c.Satisfaction.Find(a => a.PartyId == party);
        var closed = Domain.Cases.Satisfaction.Closed(c, party, at);
        // What cannot be changed any more is not shown again either: whoever holds the link reads no more than that there is an answer.
        var own = closed is null ? given : null;
        return new(c.Number, organization?.State.Name ?? "", c.Party(party)!.Side, c.Closing?.On, Domain.Cases.Satisfaction.OpenUntil(c, at), given is not null, given is null ? null : Domain.Cases.Satisfaction.ChangeableUntil(given, at), own?.Scores, own?.Comment ?? default, closed?.Chinese, Questions);
    }

    public Task<Answer<MediationCase>> Answer(CaseId id, PartyId party, SatisfactionBody body, CancellationToken cancel) =>
        aggregates.Send(id.Value, new AnswerSatisfaction(party, body.Attitude, body.Fairness, body.Speed, body.Result, body.Overall, body.Comment), new(Actor.ByLink(id, party)), cancel);

    /// <summary>The links of a case that has ended, for the people who work on it; null before its end or where nothing is to be answered any more.</summary>
    public SatisfactionInvitation? Invitation(MediationCase c, HttpRequest request)
    {
        var at = At(Actor.System);
        if (c.Destroyed || Domain.Cases.Satisfaction.OpenUntil(c, at) is not { } until) return null;
        return new([.. c.Parties.Select(p => new SatisfactionLink(p.Id, p.Side, $"{request.Scheme}://{request.Host}/satisfaction/{links.TokenOf(c.Id, p.Id)}", links.CodeOf(c.Id, p.Id)))], c.Satisfaction.Count, until, at.Today <= until);
    }

    /// <summary>Figures over the whole months of a period, up to the last one that is over: a figure that moved with each answer would tell what was answered.</summary>
    public async Task<SatisfactionFigures> Of(string organization, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (Months(from, to) is not var (first, last)) return new(organization, null, null, Domain.Cases.Satisfaction.LeastShown, []);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var sums = (await connection.QueryAsync<Sums>(
            """
            select by_phone as ByPhone, count(*)::integer as N, sum(overall)::integer as Overall, (count(*) filter (where overall >= @satisfied))::integer as Satisfied,
              sum(attitude)::integer as Attitude, sum(fairness)::integer as Fairness, sum(speed)::integer as Speed, sum(result)::integer as Result
            from satisfaction_rows where organization_id = @organization and on_day between @first and @last group by by_phone
            """, new { organization, first, last, satisfied = Domain.Cases.Satisfaction.SatisfiedFrom })).ToDictionary(s => s.ByPhone);
        return new(organization, first, last, Domain.Cases.Satisfaction.LeastShown, [FigureOf(SatisfactionChannel.Form, sums.GetValueOrDefault(false)), FigureOf(SatisfactionChannel.Phone, sums.GetValueOrDefault(true))]);
    }

    /// <summary>What parties wrote, without whose it is, in an order that says nothing of when it came; none where there were fewer than five answers by the form.</summary>
    public async Task<IReadOnlyList<string>> Comments(string organization, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if ((await Of(organization, from, to, cancel)) is not { From: { } first, To: { } last, Figures: [{ Suppressed: false }, ..] }) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Case, string Party)>(
            "select case_id, party from satisfaction_rows where organization_id = @organization and on_day between @first and @last and commented and not by_phone order by on_day desc, case_id limit 500", new { organization, first, last });
        var texts = new List<string>();
        foreach (var (id, party) in rows)
            if ((await aggregates.Find<MediationCase>(id, cancel: cancel))?.State.Satisfaction.Find(a => a.PartyId.Value == party)?.Comment.Value is { } text) texts.Add(text);
        return [.. texts.OrderBy(t => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(t))), StringComparer.Ordinal)];
    }

    private (DateOnly First, DateOnly Last)? Months(DateOnly from, DateOnly to)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        var (first, over) = (new DateOnly(from.Year, from.Month, 1), new DateOnly(today.Year, today.Month, 1).AddDays(-1));
        var last = new DateOnly(to.Year, to.Month, 1).AddMonths(1).AddDays(-1);
        if (last > over) last = over;
        return first > last ? null : (first, last);
    }

    private static SatisfactionFigure FigureOf(SatisfactionChannel channel, Sums? sums)
    {
        if (sums is null || sums.N < Domain.Cases.Satisfaction.LeastShown) return new(channel, true, null, null, null, []);
        var parts = new Dictionary<string, int?> { ["attitude"] = sums.Attitude, ["fairness"] = sums.Fairness, ["speed"] = sums.Speed, ["result"] = sums.Result, ["overall"] = sums.Overall };
        return new(channel, false, sums.N, Mean(sums.Overall), Rounded(100m * sums.Satisfied / sums.N),
            [.. Questions.Where(q => channel is SatisfactionChannel.Form && parts[q.Name] is not null).Select(q => new SatisfactionMean(q.Name, q.Text, Mean(parts[q.Name]!.Value)))]);

        decimal Mean(int sum) => Rounded((decimal)sum / sums.N);
    }

    private static decimal Rounded(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private Context At(Actor actor) => new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules);

    private sealed class Sums
    {
        public bool ByPhone { get; init; }
        public int N { get; init; }
        public int Overall { get; init; }
        public int Satisfied { get; init; }
        public int? Attitude { get; init; }
        public int? Fairness { get; init; }
        public int? Speed { get; init; }
        public int? Result { get; init; }
    }
}
