using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Organizations;

/// <summary>What is known about an organization besides its course. A field left out is not known, or at a change stays as it is.</summary>
public sealed record OrganizationProfile
{
    /// <summary>The organization's own code; no two standing organizations share one.</summary>
    public string? Code { get; init; }

    public string? Name { get; init; }
    public OrganizationType? Type { get; init; }

    /// <summary>The region or reporting unit it belongs to: GB/T 2260 or <c>JL-CBS</c>.</summary>
    public string? Unit { get; init; }

    public Personal Address { get; init; }
    public Personal Phone { get; init; }
    public Personal HeadName { get; init; }

    /// <summary>The text on the seal 印章名称.</summary>
    public string? SealName { get; init; }

    public DateOnly? FoundedOn { get; init; }
    public MediationSystems? Systems { get; init; }

    /// <summary>Procedure, duties and rules of conduct hang on the wall 上墙.</summary>
    public bool? Posted { get; init; }

    /// <summary>Mediates online 互联网+调解 since this day.</summary>
    public DateOnly? OnlineSince { get; init; }

    /// <summary>The arbitration commission it works with 对接仲裁委.</summary>
    public CommissionId? CommissionId { get; init; }

    /// <summary>Whose disputes it mediates 辖区或服务范围.</summary>
    public string? Coverage { get; init; }

    public int? CoveredEmployers { get; init; }

    /// <summary>In square meters.</summary>
    public decimal? PremisesArea { get; init; }

    public string? Equipment { get; init; }
    public string? FundingSource { get; init; }

    /// <summary>The body it is set up at 依托单位, with its credit code.</summary>
    public string? HostName { get; init; }

    public string? HostCreditCode { get; init; }

    /// <summary>The body in charge 主管部门.</summary>
    public string? Supervisor { get; init; }

    /// <summary>Where its roster is published.</summary>
    public string? RosterUrl { get; init; }

    public Committee? Committee { get; init; }

    /// <summary>The same as it is kept: without spaces around, numbers and codes in their plain form.</summary>
    public OrganizationProfile Cleaned() => this with
    {
        Code = Plain(TextRules.Code(Code)),
        Name = Plain(Name),
        Unit = Regions.BuiltIn.Find(Unit?.Trim())?.Code ?? Plain(Unit),
        Phone = Parties.Phone.Normalize(Phone),
        SealName = Plain(SealName),
        Coverage = Plain(Coverage),
        Equipment = Plain(Equipment),
        FundingSource = Plain(FundingSource),
        HostName = Plain(HostName),
        HostCreditCode = Plain(CreditCode.Normalize(HostCreditCode)),
        Supervisor = Plain(Supervisor),
        RosterUrl = Plain(RosterUrl),
    };

    /// <summary>This profile with what the other one says in its place.</summary>
    public OrganizationProfile With(OrganizationProfile changes) => new()
    {
        Code = changes.Code ?? Code,
        Name = changes.Name ?? Name,
        Type = changes.Type ?? Type,
        Unit = changes.Unit ?? Unit,
        Address = changes.Address.IsEmpty ? Address : changes.Address,
        Phone = changes.Phone.IsEmpty ? Phone : changes.Phone,
        HeadName = changes.HeadName.IsEmpty ? HeadName : changes.HeadName,
        SealName = changes.SealName ?? SealName,
        FoundedOn = changes.FoundedOn ?? FoundedOn,
        Systems = changes.Systems ?? Systems,
        Posted = changes.Posted ?? Posted,
        OnlineSince = changes.OnlineSince ?? OnlineSince,
        CommissionId = changes.CommissionId ?? CommissionId,
        Coverage = changes.Coverage ?? Coverage,
        CoveredEmployers = changes.CoveredEmployers ?? CoveredEmployers,
        PremisesArea = changes.PremisesArea ?? PremisesArea,
        Equipment = changes.Equipment ?? Equipment,
        FundingSource = changes.FundingSource ?? FundingSource,
        HostName = changes.HostName ?? HostName,
        HostCreditCode = changes.HostCreditCode ?? HostCreditCode,
        Supervisor = changes.Supervisor ?? Supervisor,
        RosterUrl = changes.RosterUrl ?? RosterUrl,
        Committee = changes.Committee ?? Committee,
    };

    /// <summary>Names every field that cannot be so; what is left out is no fault here.</summary>
    public void Check(Problems problems, Context at)
    {
        if (Code is { } code && (code.Length > 32 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')))
            problems.Add("code", "组织编码应为不超过32位的字母、数字或连字符。", "The code has at most 32 letters, digits or hyphens.");
        if (Unit is not null && Regions.BuiltIn.Find(Unit) is null)
            problems.Add("unit", "行政区划代码不存在，请从区划列表中选择。", "There is no such region; choose one from the list.");
        if (!Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(Phone));
        if (HostCreditCode is not null) problems.Add("hostCreditCode", CreditCode.Check(HostCreditCode));

        problems.Add("name", TextRules.Check(Name, TextRules.Longest.Name));
        problems.Add("headName", TextRules.Check(HeadName, TextRules.Longest.Name));
        problems.Add("sealName", TextRules.Check(SealName, TextRules.Longest.Name));
        problems.Add("hostName", TextRules.Check(HostName, TextRules.Longest.Name));
        problems.Add("supervisor", TextRules.Check(Supervisor, TextRules.Longest.Name));
        problems.Add("address", TextRules.Check(Address, TextRules.Longest.Address));
        problems.Add("rosterUrl", TextRules.Check(RosterUrl, TextRules.Longest.Address));
        problems.Add("fundingSource", TextRules.Check(FundingSource, TextRules.Longest.Title));
        problems.Add("coverage", TextRules.Check(Coverage, TextRules.Longest.Reason));
        problems.Add("equipment", TextRules.Check(Equipment, TextRules.Longest.Reason));

        if (FoundedOn > at.Today) problems.Add("foundedOn", "成立日期不得晚于今日。", "The founding day must not lie in the future.");
        if (OnlineSince > at.Today) problems.Add("onlineSince", "“互联网+调解”启用日期不得晚于今日。", "The first day of online mediation must not lie in the future.");
        if (PremisesArea is <= 0 or > 100_000) problems.Add("premisesArea", "办公面积应大于0、不超过100000平方米。", "The premises measure more than 0 and at most 100,000 square meters.");
        if (CoveredEmployers < 0) problems.Add("coveredEmployers", "覆盖企业数不得为负数。", "The number of employers covered cannot be negative.");
        if (Committee is { IsBalanced: false })
            problems.Add("committee", "企业劳动争议调解委员会由劳动者代表和企业代表组成，双方人数应当对等且各不少于1人。", "An enterprise committee has as many worker members as employer members, one each at least.");
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : TextRules.Clean(text);
}

/// <summary>The six systems 制度 that the notices ask of every organization (Jilin 四(二)1).</summary>
/// <param name="Registration">调解登记</param>
/// <param name="Records">调解记录</param>
/// <param name="Archives">档案管理</param>
/// <param name="Statistics">统计分析</param>
/// <param name="Reporting">信息通报</param>
/// <param name="Screening">争议排查</param>
public readonly record struct MediationSystems(bool Registration, bool Records, bool Archives, bool Statistics, bool Reporting, bool Screening)
{
    public static readonly MediationSystems All = new(true, true, true, true, true, true);

    /// <summary>The systems that are not in place.</summary>
    public IEnumerable<Text> Missing()
    {
        if (!Registration) yield return new("调解登记制度", "the registration system");
        if (!Records) yield return new("调解记录制度", "the records system");
        if (!Archives) yield return new("档案管理制度", "the archives system");
        if (!Statistics) yield return new("统计分析制度", "the statistics system");
        if (!Reporting) yield return new("信息通报制度", "the reporting system");
        if (!Screening) yield return new("争议排查制度", "the dispute screening system");
    }
}

/// <summary>The members of an enterprise committee (O17 §15). A small enterprise may name a person instead and has none (O17 §14).</summary>
/// <param name="UnionChair">A union member of the committee chairs it; otherwise both sides chose the chair together.</param>
public sealed record Committee(int WorkerMembers, int EmployerMembers, bool UnionChair)
{
    internal bool IsBalanced => WorkerMembers > 0 && WorkerMembers == EmployerMembers;
}
