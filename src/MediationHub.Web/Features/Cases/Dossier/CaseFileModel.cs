using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Papers;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>Everything that the pages of one case show to one person.</summary>
/// <param name="Shown">As this person may see it, numbers masked.</param>
/// <param name="State">For questions whose answers tell nothing covered.</param>
public sealed record CaseFileModel(CaseShown Shown, MediationCase State, Context At, string OrganizationName, IReadOnlyDictionary<MediatorId, string> Names, IReadOnlyList<DuplicateShown> Duplicates)
{
    /// <summary>Papers that can be made, or why not; empty for those who make none.</summary>
    public IReadOnlyList<PaperOffer> Offers { get; init; } = [];

    /// <summary>Papers that should be made now.</summary>
    public IEnumerable<PaperOffer> DuePapers => Offers.Where(o => o is { Due: true, Open: true });

    public string Href => $"/cases/{Shown.Id}";
    public Actor Actor => At.Actor;
    public RuleSet Rules => At.Rules;
    public AllowedCommand? Next { get; } = CaseGuide.Next(State, At);

    /// <summary>The case's own organization works on it.</summary>
    public bool Own => Actor.Organization == Shown.OrganizationId;

    public bool MayReveal => Policy.May(Actor, "cases.reveal") && Own;
    public bool MayOpenFiles => (Own || Actor.Organization is null) && Policy.May(Actor, "files.read");

    /// <summary>What was said stays with the organization where it was said: the receiver of a transfer does not read it.</summary>
    public bool MayReadSessions => Own || Actor.Organization is null;
    public bool MayMakePapers => Own && Policy.May(Actor, "papers.create");

    /// <summary>A paper shows numbers in full: it is for the case's own organization.</summary>
    public bool MayReadPapers => Own && Policy.May(Actor, "papers.read");

    public string NameOf(MediatorId id) => Names.GetValueOrDefault(id, "调解员");

    /// <summary>An auditor never sees who a case is about.</summary>
    public bool Nameless => Actor.Is(Role.Auditor);

    public string NameOf(PartyId id) => Shown.Parties.FirstOrDefault(p => p.Id == id) is { } party ? $"{party.Side.Chinese()} {party.Name}" : Shown.Members.FirstOrDefault(m => m.Id == id) is { } member ? $"劳动者 {member.Name}" : id.Value is ['m', ..] ? "已移出名单的劳动者" : "已撤去的当事人";

    public string NameOf(Personal name) => Nameless ? Mask.Name(name) : name.ToString();

    /// <summary>Where a paper is made that asks for something.</summary>
    public string PaperHref(string kind, string? query = null) => $"{Href}/papers/new?kind={kind}{(query is null ? "" : $"&{query}")}";

    public string Do(string command, string? query = null) => $"{Href}/do/{command}{(query is null ? "" : $"?{query}")}";

    public bool May(string command) => CaseSteps.MayGive(Actor, command, State);

    /// <summary>It may be given by this person and nothing is missing for it.</summary>
    public bool Can(string command) => May(command) && Shown.Allowed.Any(a => a.Command == command && a.Ok);

    /// <summary>The steps from registration to the archive, as far as this case goes.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            var c = State;
            string? On(DateOnly? day) => day?.ToString("MM-dd");
            var answered = c.Parties.Where(p => p.Consent is { ByApplication: false }).Max(p => p.Consent?.On) ?? c.ConsentAskedOn;
            var consent = new Step("征询意愿", c.Stage > CaseStage.ConsentPending || c.AllConsent ? StepState.Done : StepState.Current, On(answered));
            List<Step> steps = [new("登记", StepState.Done, On(c.RegisteredOn))];

            if (c.Stage is CaseStage.NotAccepted || (c.AcceptedOn is null && c.Outcome is Outcome.RespondentRefused or Outcome.NotAccepted))
                return [.. steps, .. answered is null ? Array.Empty<Step>() : [consent with { State = StepState.Done }], new("不予受理", StepState.Stopped, On(c.Closing?.On)), Archive(c)];
            if (c.Stage is CaseStage.Transferred)
                return [.. steps, new(c.Merged ? "已并案" : "已移送", StepState.Stopped, On(c.Closing?.On))];

            var ended = c.Closing is not null;
            var agreed = c.InForce is not null || (ended && c.Concluded is not null);
            if (ended && c.AcceptedOn is null) return [.. steps, new("结案", StepState.Stopped, c.Outcome?.Chinese()), Archive(c)];

            steps.Add(consent);
            var accepted = c.AcceptedOn is not null;
            steps.Add(new("受理", accepted ? StepState.Done : c.AllConsent ? StepState.Current : StepState.Upcoming, On(c.AcceptedOn)));
            var held = c.Sessions.Count(s => s.TookPlace);
            var mediating = c.Stage is CaseStage.Accepted or CaseStage.InMediation;
            steps.Add(new("调解", ended || c.Stage is CaseStage.AgreementDrafted or CaseStage.AgreementEffective ? StepState.Done : mediating ? StepState.Current : StepState.Upcoming, held > 0 ? $"{held} 次会议" : null));
            // A new agreement is still to be made in the place of one that was ruled void.
            var ruledOut = !ended && c.Agreement is { Invalidated: true };
            if (!ended || agreed)
            {
                steps.Add(new("拟定协议", agreed || c.Stage is CaseStage.AgreementDrafted ? StepState.Done : StepState.Upcoming, ruledOut ? null : On((c.Agreement ?? c.Draft)?.DraftedOn)));
                steps.Add(new("协议生效", agreed ? StepState.Done : c.Stage is CaseStage.AgreementDrafted ? StepState.Current : StepState.Upcoming, ruledOut ? null : On(c.FirstEffectiveOn)));
            }
            var failed = c.Outcome?.Class() is OutcomeClass.Failed or OutcomeClass.Excluded;
            steps.Add(new("结案", ended ? failed ? StepState.Stopped : StepState.Done : c.Stage is CaseStage.AgreementEffective ? StepState.Current : StepState.Upcoming, ended ? c.Outcome?.Chinese() : null));
            steps.Add(Archive(c));
            return steps;

            static Step Archive(MediationCase c) => new("归档", c.Stage is CaseStage.Archived ? StepState.Done : c.Closing is not null ? StepState.Current : StepState.Upcoming, c.ArchivedOn?.ToString("MM-dd"));
        }
    }

    /// <summary>What a clock of this case is called.</summary>
    public string ClockName(CaseDeadline d) => d.Rule switch
    {
        "TERM" => $"第 {d.TermNo} 项{(d.InstalmentNo is { } i ? $"第 {i} 期" : "")}履行",
        "VISIT" => "回访",
        "ACC3" => "受理",
        "MED15R" or "MED15A" or "ENT10" or "CRT30" or "CRT15" or "CRT7" => "调解期限",
        "RVW15" => "申请仲裁审查",
        "JC30" => "申请司法确认",
        "POST3" => "留置张贴送达",
        "PUB30" => "公告送达",
        "LIMWAGE" when d.Subject is "interrupted" => "劳动报酬仲裁时效（重新起算）",
        "LIM1" => d.Subject is "again" or "interrupted" ? "仲裁时效（重新起算）" : "仲裁时效",
        _ => CaseText.FullWidth(Rules.Limit(d.Rule).Name),
    };

    /// <summary>As it is drawn: what was missed and still waits keeps running over its due day.</summary>
    public static ClockStatus StatusOf(CaseDeadline d) => d.Status switch
    {
        DeadlineStatus.Met => ClockStatus.Met,
        DeadlineStatus.Superseded => ClockStatus.Superseded,
        DeadlineStatus.Missed when d.Light is not Domain.Cases.Light.Overdue => ClockStatus.Missed,
        _ => ClockStatus.Running,
    };

    /// <summary>What still presses: shown in the head of the page. A right that ran out presses nobody.</summary>
    public IEnumerable<CaseDeadline> Pressing => Shown.Deadlines.Where(d => StatusOf(d) is ClockStatus.Running && d.Rule is not ("POST3" or "PUB30") && (!d.Warns || (d.Rule is "RVW15" && d.Due >= At.Today))).OrderBy(d => d.Due);
}
