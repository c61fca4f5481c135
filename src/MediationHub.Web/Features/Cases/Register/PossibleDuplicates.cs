using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Store;

namespace MediationHub.Web.Features.Cases.Register;

/// <summary>What an earlier case tells of the dispute being before a commission or court: its agreement is under review, a letter took its place, the court confirmed it; or a commission or court sent it and waits for the result.</summary>
public enum KnownElsewhere { InReview, Confirmed, CourtConfirmed, ForCommission, ForCourt }

/// <summary>An earlier case of the same applicant against the same respondent. Of a colleague's case only that it exists, and whom to ask.</summary>
/// <param name="Id">Null where the case is not this person's to open; stage and receipt then stay out, too.</param>
/// <param name="Open">It has not ended: registering the dispute again needs a reason.</param>
/// <param name="Mediators">Who has it.</param>
/// <param name="Elsewhere">What it tells of the dispute being before a commission or court; null where nothing, and of a colleague's case.</param>
public sealed record DuplicateShown(string? Id, string Number, string? Stage, DateTimeOffset? ReceivedAt, bool Open, IReadOnlyList<string> Mediators, KnownElsewhere? Elsewhere = null);

/// <summary>Who applies against whom, for finding the same dispute again.</summary>
public sealed record DuplicateQuestion(IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents);

/// <summary>
/// Cases of the same applicant against the same respondent that the organization received within a year, whatever became of them
/// (transferred ones are found where they are now). The same person or employer is told by number, and by name within the organization.
/// </summary>
public sealed class PossibleDuplicates(HubStore store, CaseScope scope)
{
    private sealed record Row(string Id, string Number, string Stage, DateTime ReceivedAt, bool Visible, string Mediators, string Source, string? Agreement);

    public Task<IReadOnlyList<DuplicateShown>> Of(Actor actor, MediationCase c, CancellationToken cancel) => Find(actor, c.OrganizationId, c.Id, c.ReceivedAt, c.Applicants, c.Respondents, cancel);

    /// <summary>Before the case is registered.</summary>
    public Task<IReadOnlyList<DuplicateShown>> Of(Actor actor, DuplicateQuestion question, CancellationToken cancel) =>
        actor.Organization is not { } own ? Task.FromResult<IReadOnlyList<DuplicateShown>>([]) : Find(actor, own, new CaseId(""), store.Clock.GetUtcNow(), question.Applicants ?? [], question.Respondents ?? [], cancel);

    private async Task<IReadOnlyList<DuplicateShown>> Find(Actor actor, OrganizationId organization, CaseId but, DateTimeOffset receivedAt, IEnumerable<PartyDetails> applicants, IEnumerable<PartyDetails> respondents, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        var seen = (await scope.Of(actor, values, null, null, cancel))?.Sql ?? "false";
        PartyDetails[] ours = [.. applicants.OfType<PartyDetails>()], theirs = [.. respondents.OfType<PartyDetails>()];
        values.AddDynamicParams(new
        {
            organization = organization.Value,
            id = but.Value,
            since = receivedAt.AddYears(-1).UtcDateTime,
            applicants = Hashes(ours),
            applicantNames = Names(ours),
            respondents = Hashes(theirs),
            respondentNames = Names(theirs),
        });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        // Mostly nobody of that number or name was here before: asked first, since the whole question is planned anew each time.
        if (!await connection.ExecuteScalarAsync<bool>(
            """
            select exists (select 1 from case_parties where id_hash = any(@applicants) and case_id <> @id) or exists (select 1 from case_parties where organization_id = @organization and name = any(@applicantNames) and case_id <> @id)
            """, values)) return [];
        var rows = await connection.QueryAsync<Row>(
            $"""
            with ours as materialized (
              select case_id from case_parties where side = 'applicant' and id_hash = any(@applicants)
              union select case_id from case_parties where side = 'applicant' and organization_id = @organization and name = any(@applicantNames)
            )
            select c.id as Id, c.number as Number, c.stage as Stage, c.received_at as ReceivedAt, {seen} as Visible,
              coalesce((select string_agg(m.name, '、' order by m.name) from mediator_rows m where m.id = any(c.mediators)), '') as Mediators, c.source as Source, a.status as Agreement
            from ours join case_rows c on c.id = ours.case_id left join agreement_rows a on a.case_id = c.id
            where c.organization_id = @organization and c.id <> @id and c.received_at > @since and c.stage <> 'transferred'
              and exists (select 1 from case_parties r where r.case_id = c.id and r.side = 'respondent' and (r.id_hash = any(@respondents) or r.name = any(@respondentNames)))
            order by c.received_at desc limit 5
            """, values);
        return [.. rows.Select(r => new DuplicateShown(r.Visible ? r.Id : null, r.Number, r.Visible ? r.Stage : null, r.Visible ? new DateTimeOffset(r.ReceivedAt).ToOffset(ChinaTime.Offset) : null, IsOpen(r), r.Mediators.Split('、', StringSplitOptions.RemoveEmptyEntries), r.Visible ? Elsewhere(r) : null))];
    }

    private static bool IsOpen(Row row) => CaseText.StageOf(row.Stage) is not (CaseStage.NotAccepted or CaseStage.Closed or CaseStage.Archived);

    /// <summary>What stands in the rows anyway: nobody is asked anything more.</summary>
    private static KnownElsewhere? Elsewhere(Row row) => (row.Agreement, row.Source) switch
    {
        ("inReview", _) => KnownElsewhere.InReview,
        ("confirmed", _) => KnownElsewhere.Confirmed,
        ("courtConfirmed", _) => KnownElsewhere.CourtConfirmed,
        (_, "commissionEntrusted" or "commissionRecommended") when IsOpen(row) => KnownElsewhere.ForCommission,
        (_, "courtAssigned" or "courtEntrusted") when IsOpen(row) => KnownElsewhere.ForCourt,
        _ => null,
    };

    private string[] Hashes(IEnumerable<PartyDetails> parties) =>
        [.. parties.Select(p => p.Kind is PartyKind.Person ? IdDocument.Normalize(p.IdNumber) : CreditCode.Normalize(p.CreditCode)).Where(n => n.Length > 0).Select(store.Keys.Hash)];

    private static string[] Names(IEnumerable<PartyDetails> parties) => [.. parties.Select(p => p.Name.Value).OfType<string>().Where(n => !n.Contains('\0'))];
}
