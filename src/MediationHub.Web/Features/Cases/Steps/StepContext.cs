using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>What a step's form is filled from: the case, the day, the people and organizations to choose from.</summary>
public sealed record StepContext(Stored<MediationCase> Stored, Context At, string OrganizationName, IReadOnlyDictionary<MediatorId, string> Names, MediatorRoster Roster, IReadOnlyList<Choice> Receivers, HttpContext Http)
{
    public MediationCase Case => Stored.State;

    /// <summary>Cases that this one may be taken into.</summary>
    public IReadOnlyList<Choice> MergeTargets { get; init; } = [];

    public Actor Actor => At.Actor;
    public IQueryCollection Query => Http.Request.Query;
    public RuleSet Rules => At.Rules;

    /// <summary>What was said in confidence is shown to the case's mediators alone.</summary>
    public bool Confidant => Actor.Mediator is { } me && Case.Mediators.Exists(m => m.MediatorId == me);

    public string Today => Display.Day(At.Today);
    public string Now => Written(At.Now);

    public static async Task<StepContext> Of(HttpContext http, Stored<MediationCase> stored, string command)
    {
        var services = http.RequestServices;
        var (aggregates, view, actor, cancel) = (services.GetRequiredService<IAggregates>(), services.GetRequiredService<CaseView>(), http.Actor(), http.RequestAborted);
        var at = await view.ContextFor(stored.State, actor, cancel);
        var organization = await aggregates.Find<Organization>(stored.State.OrganizationId.Value, cancel: cancel);

        IReadOnlyList<Choice> receivers = [];
        var roster = MediatorRoster.None;
        if (command is "accept" or "assign-mediator")
        {
            // To accept a case is proposed to whoever has it, or to the one who asks.
            var proposed = command is "accept" ? (stored.State.Lead ?? actor.Mediator)?.Value : null;
            roster = await services.GetRequiredService<MediatorRosters>().At(stored.State.OrganizationId.Value, proposed, cancel);
        }
        if (command is "transfer")
        {
            var (organizations, _) = await services.GetRequiredService<OrganizationLists>().List(new(Status: CaseText.Word(OrganizationStatus.Active)), 1, 200, cancel);
            receivers = [.. organizations.Where(o => o.Id != stored.State.OrganizationId.Value).Select(o => new Choice(o.Id, o.Name, Group: Regions.BuiltIn.Find(o.Unit)?.Name ?? o.Unit))];
        }
        return new(stored, at, organization?.State.Name ?? "", await NamesOf(stored.State, aggregates, cancel), roster, receivers, http)
        {
            MergeTargets = command is "merge" ? await EarlierCases.Of(services.GetRequiredService<Store.HubStore>(), stored.State, cancel) : [],
        };
    }

    /// <summary>The names of the mediators that a case speaks of.</summary>
    public static async Task<IReadOnlyDictionary<MediatorId, string>> NamesOf(MediationCase c, IAggregates aggregates, CancellationToken cancel)
    {
        var names = new Dictionary<MediatorId, string>();
        var ids = c.Mediators.Select(m => m.MediatorId).Concat(c.Recusals.Select(r => r.MediatorId)).Concat(c.Sessions.Select(s => s.HeldBy).OfType<MediatorId>())
            .Concat(new[] { c.Agreement, c.Supplement }.OfType<Agreement>().SelectMany(a => a.Signatures).Select(s => s.MediatorId).OfType<MediatorId>());
        foreach (var id in ids.Distinct())
            if (await aggregates.Find<Mediator>(id.Value, cancel: cancel) is { } mediator) names[id] = mediator.State.Name.Value ?? "";
        return names;
    }

    public string NameOf(MediatorId id) => Names.GetValueOrDefault(id, "调解员");

    public string NameOf(PartyId id) => Case.Party(id) is { } party ? $"{party.Side.Chinese()} {party.Name}" : $"劳动者 {Case.Members.FirstOrDefault(m => m.Id == id)?.Name ?? id.Value}";

    public IReadOnlyList<Choice> Parties(Func<Party, bool>? which = null) => [.. Case.Parties.Where(p => which is null || which(p)).Select(p => new Choice(p.Id.Value, NameOf(p.Id)))];

    /// <summary>Parties, and the members of a collective dispute.</summary>
    public IReadOnlyList<Choice> People => [.. Parties(), .. Case.Members.Select(m => new Choice(m.Id.Value, NameOf(m.Id), Group: "名单中的劳动者"))];

    public IReadOnlyList<Choice> CaseMediators => [.. Case.Mediators.Select(m => new Choice(m.MediatorId.Value, $"{NameOf(m.MediatorId)}（{m.Role.Chinese()}）"))];

    public IReadOnlyList<Choice> Scheduled => [.. Case.Sessions.Where(s => s.Status is SessionStatus.Scheduled).Select(s => new Choice(s.Id, $"{ChinaTime.Show(s.StartsAt)} {s.Place}"))];

    /// <summary>The lines of the agreement in force: <c>1</c> for a whole term, <c>1.2</c> for an instalment.</summary>
    public IReadOnlyList<Choice> Lines(Func<PerformanceLine, bool> which) =>
        [.. (Case.InForce?.Lines ?? []).Where(which).Select(l => new Choice(l.InstalmentNo is { } i ? $"{l.TermNo}.{i}" : $"{l.TermNo}", LineText(l)))];

    public string LineText(PerformanceLine line)
    {
        var term = Case.InForce!.Terms.First(t => t.No == line.TermNo);
        var what = line.Owed is { } owed ? $"应付 {Money.Format(owed)} 元{(line.Paid > 0 ? $"，已付 {Money.Format(line.Paid)} 元" : "")}" : term.Kind.Chinese();
        return $"第 {line.TermNo} 项{(line.InstalmentNo is { } i ? $"第 {i} 期" : "")}：{what}{(line.DueOn is { } due ? $"，{Display.Day(due)} 到期" : "")}";
    }

    /// <summary>A moment as a form's field holds it.</summary>
    public static string Written(DateTimeOffset at) => ChinaTime.Show(at).Replace(' ', 'T');

    /// <summary>The next working day, at which a session may be proposed.</summary>
    public DateOnly NextWorkingDay => At.Calendar.AddWorkingDays(At.Today, 1);
}
