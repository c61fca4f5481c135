using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Features.Reminders;

/// <summary>An accepted case whose term has run out and which is neither agreed nor closed: a person confirms the closing (LMA 14, third paragraph).</summary>
/// <param name="Rule">The clock it closes by.</param>
/// <param name="Due">The last day of the term, as of which it will be closed.</param>
public sealed record Expiry(string Rule, DateOnly Due)
{
    /// <summary>Null where the case has not expired. Nothing expires by a provisional clock.</summary>
    public static Expiry? Of(MediationCase c, WorkCalendar calendar, RuleSet rules, DateOnly today)
    {
        if (c is not { AcceptedOn: not null, InForce: null, Suspended: false, Stage: CaseStage.Accepted or CaseStage.InMediation or CaseStage.AgreementDrafted }) return null;
        return CaseClocks.Closing(c, calendar, rules) is { Provisional: false } clock && today > clock.Due ? new(clock.Rule, clock.Due) : null;
    }
}
