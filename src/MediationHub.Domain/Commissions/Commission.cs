using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Commissions;

/// <summary>Which level of government set a commission up.</summary>
public enum CommissionLevel { Province, City, County }

/// <summary>What makes a person fit to be an arbitrator (LMA 20).</summary>
public enum ArbitratorQualification { FormerJudge, Scholar, LegalOrPersonnelWork, Lawyer }

/// <summary>What is known of a commission and its institute. A field left out of a change stays.</summary>
public sealed record CommissionProfile
{
    /// <summary>The commission's own code; no two share one.</summary>
    public string? Code { get; init; }

    public string? Name { get; init; }
    public CommissionLevel? Level { get; init; }

    /// <summary>The region or reporting unit of its seat.</summary>
    public string? Unit { get; init; }

    /// <summary>The regions whose disputes it arbitrates, each with those below it; left out, that of its seat.</summary>
    public IReadOnlyList<string>? Jurisdiction { get; init; }

    /// <summary>The institute 仲裁院 that does its daily work.</summary>
    public string? InstituteName { get; init; }

    public Personal Address { get; init; }
    public Personal Phone { get; init; }
    public Personal DirectorName { get; init; }

    /// <summary>The user name of the director; while there is none, every account with that role may approve.</summary>
    public string? DirectorAccount { get; init; }

    public string? SealName { get; init; }

    /// <summary>Stands in the numbers of its papers behind the region, such as <c>（南关）</c>.</summary>
    public string? NumberPrefix { get; init; }

    /// <summary>This profile with what the other one says in its place.</summary>
    public CommissionProfile With(CommissionProfile changes) => new()
    {
        Code = changes.Code ?? Code,
        Name = changes.Name ?? Name,
        Level = changes.Level ?? Level,
        Unit = changes.Unit ?? Unit,
        Jurisdiction = changes.Jurisdiction ?? Jurisdiction,
        InstituteName = changes.InstituteName ?? InstituteName,
        Address = changes.Address.IsEmpty ? Address : changes.Address,
        Phone = changes.Phone.IsEmpty ? Phone : changes.Phone,
        DirectorName = changes.DirectorName.IsEmpty ? DirectorName : changes.DirectorName,
        DirectorAccount = changes.DirectorAccount ?? DirectorAccount,
        SealName = changes.SealName ?? SealName,
        NumberPrefix = changes.NumberPrefix ?? NumberPrefix,
    };

    /// <summary>The same as it is kept.</summary>
    public CommissionProfile Cleaned() => this with
    {
        Code = Plain(TextRules.Code(Code)),
        Name = Plain(Name),
        Unit = Regions.BuiltIn.Find(Unit?.Trim())?.Code ?? Plain(Unit),
        Jurisdiction = Jurisdiction is null ? null : [.. Jurisdiction.Select(u => Regions.BuiltIn.Find(u?.Trim())?.Code ?? u ?? "").Distinct()],
        InstituteName = Plain(InstituteName),
        Phone = Parties.Phone.Normalize(Phone),
        DirectorAccount = Plain(DirectorAccount),
        SealName = Plain(SealName),
        NumberPrefix = Plain(NumberPrefix),
    };

    internal void Check(Problems problems)
    {
        problems.Require("code", Code, "请填写仲裁委员会代码。", "Enter the commission's code.");
        if (Code is { } code && (code.Length > 32 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')))
            problems.Add("code", "代码应为不超过32位的字母、数字或连字符。", "The code has at most 32 letters, digits or hyphens.");
        problems.RequireText("name", Name, TextRules.Longest.Name, "请填写仲裁委员会名称。", "Enter the commission's name.");
        if (Level is null || !Enum.IsDefined(Level.Value)) problems.Add("level", "请选择级别。", "Choose the level.");
        if (Regions.BuiltIn.Find(Unit) is null) problems.Add("unit", "行政区划代码不存在，请从区划列表中选择。", "There is no such region; choose one from the list.");
        foreach (var (unit, i) in (Jurisdiction ?? []).Select((u, i) => (u, i)))
            if (Regions.BuiltIn.Find(unit) is null) problems.Add($"jurisdiction[{i}]", "管辖区划代码不存在，请从区划列表中选择。", "There is no such region; choose one from the list.");
        problems.Add("instituteName", TextRules.Check(InstituteName, TextRules.Longest.Name));
        problems.Add("address", TextRules.Check(Address, TextRules.Longest.Address));
        if (!Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(Phone));
        problems.Add("directorName", TextRules.Check(DirectorName, TextRules.Longest.Name));
        problems.Add("directorAccount", TextRules.Check(DirectorAccount, 32));
        problems.Add("sealName", TextRules.Check(SealName, TextRules.Longest.Name));
        problems.Add("numberPrefix", TextRules.Check(NumberPrefix, 20));
    }

    /// <summary>An office gives a commission no region that is not its own.</summary>
    internal void CheckReach(Problems problems, Actor actor)
    {
        if (actor.Unit is not { } own) return;
        foreach (var (unit, i) in (Jurisdiction ?? []).Select((u, i) => (u, i)))
            if (Regions.BuiltIn.Find(unit) is not null && !Regions.BuiltIn.IsWithin(unit, own)) problems.Add($"jurisdiction[{i}]", "管辖区划应在本地区以内，请重新选择。", "Choose regions within your own unit.");
    }

    private static string? Plain(string? text) => TextRules.Clean(text) is { Length: > 0 } clean ? clean : null;
}

/// <summary>An arbitrator of the commission's roster 仲裁员名册.</summary>
/// <param name="Employer">Where the person works; an employer that is a party stands in the way of an assignment.</param>
/// <param name="MediatorId">The same person in the roster of mediators, where it is one.</param>
/// <param name="LeftOn">From this day on the arbitrator is assigned nothing more.</param>
public sealed record Arbitrator(
    ArbitratorId Id, Personal Name, string CertificateNumber, bool FullTime, DateOnly From, ArbitratorQualification? Qualification = null,
    Personal IdNumber = default, Personal Phone = default, Personal Employer = default, MediatorId? MediatorId = null, DateOnly? LeftOn = null)
{
    public bool ServesOn(DateOnly day) => From <= day && !(day >= LeftOn);
}

/// <summary>Who besides the director may approve, and how long.</summary>
/// <param name="Until">The last day.</param>
public sealed record Delegation(string UserName, Personal Name, DateOnly From, DateOnly Until, DateOnly? EndedOn = null)
{
    public bool HoldsOn(DateOnly day) => From <= day && day <= Until && !(day >= EndedOn);
}

/// <summary>What was said of a month's applications for arbitration, and when; the last word on a month counts.</summary>
/// <param name="Month">Such as <c>2026-10</c>.</param>
public sealed record ApplicationsOfMonth(string Month, int Received, int AlreadyMediated, Personal Reason, DateOnly On, string By);

/// <summary>A labour-dispute arbitration commission 劳动人事争议仲裁委员会 with its institute 仲裁院, jurisdiction, arbitrators and who approves.</summary>
public sealed record Commission : IAggregate<Commission>, IHoldsUnique
{
    public static string Stream => "commission";
    public static Commission Empty { get; } = new();

    public CommissionId Id { get; init; }
    public CommissionProfile Profile { get; init; } = new();
    public ImmutableList<Arbitrator> Arbitrators { get; init; } = [];
    public ImmutableList<Delegation> Delegations { get; init; } = [];

    /// <summary>Every entry, the oldest first.</summary>
    public ImmutableList<ApplicationsOfMonth> Applications { get; init; } = [];

    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public string Name => Profile.Name ?? "";
    [JsonIgnore] public string Unit => Profile.Unit ?? "";

    /// <summary>The regions it is competent for; that of its seat where nothing else is said.</summary>
    [JsonIgnore] public IReadOnlyList<string> Jurisdiction => Profile.Jurisdiction is { Count: > 0 } given ? given : [Unit];

    public Arbitrator? Arbitrator(ArbitratorId id) => Arbitrators.Find(a => a.Id == id);

    /// <summary>What counts for a month; null where it is not on record.</summary>
    public ApplicationsOfMonth? ApplicationsOf(string month) => Applications.FindLast(a => a.Month == month);

    /// <summary>Whether an account with the director's role approves on that day: the director, or somebody with a delegation that holds.</summary>
    public bool ApprovesOn(string userName, DateOnly day) =>
        Profile.DirectorAccount is null || Profile.DirectorAccount == userName || Delegations.Exists(d => d.UserName == userName && d.HoldsOn(day));

    /// <summary>Whether this is the director: of the accounts with that role the one that is named, each of them while none is.</summary>
    public bool IsDirectedBy(Actor actor) => actor.Is(Role.System) || Profile.DirectorAccount is null || Profile.DirectorAccount == actor.UserName;

    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues => !Exists ? [] :
        [new("commission-code", Profile.Code!), .. Arbitrators.Where(a => a.LeftOn is null).Select(a => new UniqueValue("arbitrator-certificate", a.CertificateNumber))];

    public Commission Evolve(DomainEvent happened) => happened switch
    {
        CommissionEstablished e => this with { Id = e.Id, Profile = e.Profile },
        CommissionChanged e => this with { Profile = e.Profile },
        ArbitratorAppointed e => this with { Arbitrators = Arbitrators.RemoveAll(a => a.Id == e.Arbitrator.Id).Add(e.Arbitrator) },
        ArbitratorLeft e => this with { Arbitrators = Arbitrators.ConvertAll(a => a.Id == e.ArbitratorId ? a with { LeftOn = e.On } : a) },
        ApprovalDelegated e => this with { Delegations = Delegations.Add(e.Delegation) },
        DelegationEnded e => this with { Delegations = Delegations.ConvertAll(d => d.UserName == e.UserName && d.EndedOn is null ? d with { EndedOn = e.On } : d) },
        ApplicationsCounted e => this with { Applications = Applications.Add(new(e.Month, e.Received, e.AlreadyMediated, e.Reason, e.On, e.By)) },
        EnteredLate => this,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a commission"),
    };

    /// <summary>The commission's number of a paper, all but its running part.</summary>
    /// <param name="pattern">One of <see cref="NumberPatterns"/>.</param>
    public string NumberPattern(string pattern, int year) => NumberPatterns.Fill(pattern, Unit, Profile.NumberPrefix ?? "", year);
}
