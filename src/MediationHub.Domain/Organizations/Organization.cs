using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Where an organization stands in its filing 备案.</summary>
public enum OrganizationStatus { Draft, Submitted, Returned, Refused, Filed, Active, Rectifying, Suspended, Deregistered }

/// <summary>The kinds of mediation organization.</summary>
public enum OrganizationType
{
    EnterpriseCommittee, InstitutionCommittee, TownshipCenter, PeoplesMediation, Industry, Regional, Chamber,
    Union, LegalService, ArbitrationCenter, JointCenter, SocialOrganization, Other,
}

/// <summary>What a proof beside the filing shows: one of the six systems 制度, the posted rules 上墙, the seal's specimen 印模, the premises …</summary>
public enum ProofKind { Registration, Records, Archives, Statistics, Reporting, Screening, Posted, Seal, Premises, Equipment, Funding, Other }

/// <summary>A file that shows something the filing says.</summary>
public sealed record Proof(ProofKind Kind, FileId FileId, string Title, DateOnly AddedOn);

/// <summary>A status and its first day; it lasts until the next one begins.</summary>
public sealed record StatusPeriod(OrganizationStatus Status, DateOnly From);

/// <summary>What a change filing 变更备案 is about.</summary>
public sealed record FiledParticulars(string? Name, Personal HeadName, Personal Address);

/// <summary>How the filed particulars read before a change.</summary>
/// <param name="Until">The day of the change: from then on others hold.</param>
public sealed record FormerParticulars(FiledParticulars Particulars, DateOnly Until);

public enum HonorLevel { Province, National }

/// <summary>An honor from a gold selection 金牌劳动人事争议调解组织.</summary>
/// <param name="Name">Of the campaign.</param>
/// <param name="Document">The document that announces it.</param>
public sealed record OrganizationHonor(CampaignId CampaignId, NominationId NominationId, HonorLevel Level, string Name, string Document, DateOnly On)
{
    public DateOnly? RevokedOn { get; init; }
}

/// <summary>A mediation organization 调解组织: its filing, profile and status.</summary>
public sealed record Organization : IAggregate<Organization>, IHoldsUnique, IOwnsFiles
{
    public static string Stream => "organization";
    public static Organization Empty { get; } = new();

    public OrganizationId Id { get; init; }
    public OrganizationStatus Status { get; init; }
    public OrganizationType Type { get; init; }
    public OrganizationProfile Profile { get; init; } = new();

    /// <summary>The legal day of filing; a dispute received before it cannot be registered here.</summary>
    public DateOnly? FiledOn { get; init; }

    public string? FilingNumber { get; init; }

    /// <summary>Stands in the public roster.</summary>
    public bool Listed { get; init; }

    /// <summary>Until when things have to be put right; null where nothing was ordered.</summary>
    public DateOnly? RectifyBy { get; init; }

    /// <summary>Every dated status since the first application, oldest first.</summary>
    public IReadOnlyList<StatusPeriod> Periods { get; init; } = [];

    /// <summary>Earlier names, heads and addresses, oldest first.</summary>
    public IReadOnlyList<FormerParticulars> Formerly { get; init; } = [];

    /// <summary>Its honors 称号, oldest first, those taken back among them.</summary>
    public IReadOnlyList<OrganizationHonor> Honors { get; init; } = [];

    /// <summary>The import that last brought something; null where it was all entered by hand.</summary>
    public string? ImportId { get; init; }

    /// <summary>How many entries were made late.</summary>
    public int LateEntries { get; init; }

    public string Code => Profile.Code ?? "";
    public string Name => Profile.Name ?? "";
    public string Unit => Profile.Unit ?? "";
    public Personal Address => Profile.Address;
    public Personal Phone => Profile.Phone;
    public Personal HeadName => Profile.HeadName;
    public string? SealName => Profile.SealName;
    public MediationSystems Systems => Profile.Systems ?? default;
    public CommissionId? CommissionId => Profile.CommissionId;
    public FiledParticulars Filed => new(Profile.Name, Profile.HeadName, Profile.Address);

    public bool Exists => Id != default;

    /// <summary>On file and not deregistered.</summary>
    public bool Stands => Status is OrganizationStatus.Filed || FinishesCases;

    /// <summary>Only an active organization receives new cases.</summary>
    public bool ReceivesCases => Status is OrganizationStatus.Active;

    /// <summary>A suspended or rectifying one may finish what is open.</summary>
    public bool FinishesCases => Status is OrganizationStatus.Active or OrganizationStatus.Suspended or OrganizationStatus.Rectifying;

    /// <summary>The first day of the present status; null before the first application.</summary>
    public DateOnly? Since => Periods.Count > 0 ? Periods[^1].From : null;

    /// <summary>The status at the end of a legal day; a draft before the first application.</summary>
    public OrganizationStatus StatusOn(DateOnly day) => Periods.LastOrDefault(p => p.From <= day)?.Status ?? OrganizationStatus.Draft;

    /// <summary>The days on which it was active at the end of the day: first and last, null where it still is. In order, none touching another.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly? Until)> ActiveDays()
    {
        var days = new List<(DateOnly From, DateOnly? Until)>();
        foreach (var from in Periods.Select(p => p.From).Distinct().Order())
        {
            var (active, open) = (StatusOn(from) is OrganizationStatus.Active, days is [.., { Until: null }]);
            if (active && !open) days.Add((from, null));
            else if (!active && open) days[^1] = (days[^1].From, from.AddDays(-1));
        }
        return days;
    }

    /// <summary>The name that it bore on a day; its first one before.</summary>
    public string NameOn(DateOnly day) => Formerly.FirstOrDefault(f => day < f.Until)?.Particulars.Name ?? Name;

    /// <summary><see cref="ActiveDays"/>, parted where the name changed.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly? Until, string Name)> ActiveNames()
    {
        var days = new List<(DateOnly From, DateOnly? Until, string Name)>();
        foreach (var (first, until) in ActiveDays())
        {
            var from = first;
            foreach (var change in Formerly.Select(f => f.Until).Where(d => d > first && !(d > until)).Distinct().Order())
            {
                if (NameOn(change) == NameOn(from)) continue;
                days.Add((from, change.AddDays(-1), NameOn(from)));
                from = change;
            }
            days.Add((from, until, NameOn(from)));
        }
        return days;
    }

    /// <summary>Whether a case could be received here on that day.</summary>
    public bool ReceivesCasesOn(DateOnly day) => StatusOn(day) is OrganizationStatus.Active;

    /// <summary>A standing organization holds its code, so that no two of them share one.</summary>
    public IEnumerable<UniqueValue> UniqueValues => Stands ? [new("organization-code", Code)] : [];

    /// <summary>What its filing rests on 备案材料, oldest first, without what was taken back.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>Its rooms for sessions 调解室, as they were listed; empty where none were: then each place on site that is named the same is one room.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>The room that a session at this place takes; null where it meets outside the organization's rooms.</summary>
    public string? RoomOf(string? place)
    {
        var named = TextRules.Code(place);
        if (named.Length == 0) return null;
        return Rooms.Count == 0 ? TextRules.Clean(place) : Rooms.FirstOrDefault(r => TextRules.Code(r) is var room && (named == room || named == TextRules.Code(Name) + room));
    }

    /// <summary>Inspections of its premises 实地核查, oldest first.</summary>
    public IReadOnlyList<Inspection> Inspections { get; init; } = [];

    /// <summary>The proofs and the photos that this record owns.</summary>
    public IEnumerable<FileId> Files => [.. Proofs.Select(p => p.FileId), .. Inspections.SelectMany(i => i.Photos.Concat(i.Closure?.Photos ?? []))];

    public bool Proves(ProofKind kind) => Proofs.Any(p => p.Kind == kind);

    /// <summary>What an application for filing still lacks.</summary>
    public IEnumerable<Text> MissingForFiling()
    {
        if (Profile.Name is null) yield return new("组织名称", "its name");
        if (Profile.Code is null) yield return new("组织编码", "its code");
        if (Profile.Unit is null) yield return new("行政区划", "its region");
        if (Address.IsEmpty) yield return new("办公地址", "its address");
        if (Phone.IsEmpty) yield return new("联系电话", "its telephone number");
        if (HeadName.IsEmpty) yield return new("负责人", "its head");
    }

    /// <summary>What it still lacks to receive cases (the notices' rules for organizations).</summary>
    /// <param name="activeMediators">Mediators who may mediate here today.</param>
    public IEnumerable<Text> MissingForActivity(int activeMediators)
    {
        foreach (var missing in MissingForFiling()) yield return missing;
        if (!Name.Contains("调解")) yield return new("规范的组织名称（应含“调解”字样）", "a name by the norm (with 调解 in it)");
        if (string.IsNullOrEmpty(SealName)) yield return new("印章名称", "the name on its seal");
        if (Profile.Coverage is null) yield return new("辖区或服务范围", "whose disputes it mediates");
        foreach (var missing in Systems.Missing()) yield return missing;
        if (Profile.Posted is not true) yield return new("调解程序、职责和行为规范上墙的情况", "its rules posted on the wall");
        if (!Proves(ProofKind.Posted)) yield return new("上墙照片", "a photo of the posted rules");
        if (!Proves(ProofKind.Seal)) yield return new("印模", "the seal's specimen");
        if (activeMediators < 1) yield return new("至少一名在聘调解员", "one appointed mediator at least");
    }

    public Organization Evolve(DomainEvent happened) => happened switch
    {
        OrganizationDrafted e => Now(e.Profile) with { Id = e.Id },
        OrganizationSubmitted e => Now(OrganizationStatus.Submitted, e.On),
        OrganizationFiled e => Now(OrganizationStatus.Filed, e.On) with { FiledOn = e.On, FilingNumber = e.FilingNumber },
        OrganizationReturned e => Now(OrganizationStatus.Returned, e.On),
        OrganizationRefused e => Now(OrganizationStatus.Refused, e.On),
        OrganizationActivated e => Now(OrganizationStatus.Active, e.On),
        RectificationOrdered e => Now(OrganizationStatus.Rectifying, e.On) with { RectifyBy = e.DueOn },
        OrganizationSuspended e => Now(OrganizationStatus.Suspended, e.On),
        OrganizationResumed e => Now(OrganizationStatus.Active, e.On) with { RectifyBy = null },
        OrganizationDeregistered e => Now(OrganizationStatus.Deregistered, e.On) with { Listed = false, RectifyBy = null },
        OrganizationProfileChanged e => Now(e.Profile),
        FilingChanged e => Now(Profile with { Name = e.Particulars.Name, HeadName = e.Particulars.HeadName, Address = e.Particulars.Address }) with
        {
            Formerly = [.. Formerly, new(Filed, e.On)],
        },
        ProofAdded e => this with { Proofs = [.. Proofs, e.Proof] },
        ProofWithdrawn e => this with { Proofs = [.. Proofs.Where(p => p.FileId != e.FileId)] },
        PremisesInspected e => this with { Inspections = [.. Inspections, e.Inspection] },
        InspectionClosed e => this with { Inspections = [.. Inspections.Select(i => i.Id == e.InspectionId ? i with { Closure = e.Closure } : i)] },
        RoomsListed e => this with { Rooms = e.Rooms },
        OrganizationListed => this with { Listed = true },
        OrganizationUnlisted => this with { Listed = false },
        OrganizationHonored e => this with { Honors = [.. Honors, e.Honor] },
        OrganizationHonorRevoked e => this with { Honors = [.. Honors.Select(h => h.CampaignId == e.CampaignId && h.RevokedOn is null ? h with { RevokedOn = e.On } : h)] },
        OrganizationImported { Filing: { } filing } e => Now(filing, e.On) with { ImportId = e.Source.ImportId },
        OrganizationImported e => this with { ImportId = e.Source.ImportId },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => this,
    };

    private Organization Now(OrganizationProfile profile) => this with { Profile = profile, Type = profile.Type ?? Type };
    /// <summary>Of a suspension or a deregistration only the day is known on which this program heard of it.</summary>
    private Organization Now(ImportedFiling filing, DateOnly on)
    {
        var filed = Now(OrganizationStatus.Filed, filing.FiledOn) with { FiledOn = filing.FiledOn, FilingNumber = filing.Number, Listed = filing.Listed && filing.Status is not OrganizationStatus.Deregistered };
        if (filing.Status is OrganizationStatus.Filed) return filed;
        var active = filed.Now(OrganizationStatus.Active, filing.FiledOn);
        return filing.Status is OrganizationStatus.Active ? active : active.Now(filing.Status, on);
    }

    private Organization Now(OrganizationStatus status, DateOnly on) => this with { Status = status, Periods = [.. Periods, new(status, on)] };
}
