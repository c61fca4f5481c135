using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Web.Demo;

/// <summary>Who stands in a case and what it is about.</summary>
internal sealed class CaseCast
{
    private readonly CaseSpec _spec;
    private readonly Dice _dice;
    private readonly List<PartyDetails> _workers;
    private readonly Employer _employer;
    private readonly Human _first;

    public CaseCast(World world, CaseSpec spec, Dice dice)
    {
        (_spec, _dice, Collective) = (spec, dice, spec.Has(Traits.Collective) && spec.Body.Type is not Domain.Organizations.OrganizationType.InstitutionCommittee);
        _employer = EmployerOf(world);
        _first = Names.Human(spec.Body.Place, world.From.AddYears(-1), dice);
        Dispute = spec.Dispute is { } code ? Disputes.Of(code) : dice.Weighted(Disputes.All.Where(Fits).ToArray(), WeightOf);
        Circumstances = CircumstancesOf(spec.ReceivedOn);
        WorkersInvolved = Collective ? dice.Between(10, 22) : dice.Chance(0.04) && !Dispute.ByEmployer ? dice.Between(2, 4) : 1;
        _workers = [.. Enumerable.Range(0, Math.Min(WorkersInvolved, Collective ? 3 : 4)).Select(i => Worker(world, i))];
        Sum = Dispute.Sum(Circumstances, dice) is { } sum ? decimal.Round(sum * WorkersInvolved, 2) : null;
        Claims = ClaimsOf();
        Facts = FactsOf();
        OccurredOn = spec.ReceivedOn.AddDays(-dice.Between(5, 90));
        KnewOn = dice.Chance(0.8) ? spec.ReceivedOn.AddDays(-dice.Between(3, 60)) : null;
        Shares = SharesOf();
        Members = [.. Enumerable.Range(_workers.Count, Collective ? WorkersInvolved - _workers.Count : 0).Select(i => Member(world, i))];
        if (spec.Has(Traits.AddedParty)) Second = dice.Pick(world.EmployersOf(spec.Body.Place).Where(e => e.Name != _employer.Name).ToArray()).Details;
        Agent = (EmployerId, Names.Name(spec.Body.Place, dice), Numbers.Mobile(dice));
    }

    public bool Collective { get; }
    public Dispute Dispute { get; }
    public Circumstances Circumstances { get; }
    public int WorkersInvolved { get; }

    /// <summary>The main claim's amount over all workers.</summary>
    public decimal? Sum { get; }

    /// <summary>Each worker's part of the main claim; together one.</summary>
    public IReadOnlyList<decimal> Shares { get; }

    public IReadOnlyList<ClaimEntry> Claims { get; }
    public Personal Facts { get; }
    public DateOnly OccurredOn { get; }
    public DateOnly? KnewOn { get; }
    public IReadOnlyList<MemberEntry> Members { get; }

    /// <summary>The using unit or another employer who joins later.</summary>
    public PartyDetails? Second { get; }

    public (PartyId Party, string Name, string Phone) Agent { get; }

    public PartyId ApplicantId => PartyId.From("a1");
    public PartyId EmployerId => PartyId.From(Dispute.ByEmployer ? "a1" : "r1");
    public PartyId WorkerId => PartyId.From(Dispute.ByEmployer ? "r1" : "a1");
    public PartySide OtherSide => PartySide.Respondent;

    /// <summary>The respondents, who are asked whether they want mediation.</summary>
    public IReadOnlyList<PartyId> Asked => [PartyId.From("r1"), .. Second is null ? Array.Empty<PartyId>() : [PartyId.From("r2")]];

    public IReadOnlyList<PartyId> All => [.. Enumerable.Range(1, Dispute.ByEmployer ? 1 : _workers.Count).Select(i => PartyId.From($"a{i}")), .. Asked];

    /// <summary>Three to five who speak for the workers of a collective dispute.</summary>
    public IReadOnlyList<PartyId> Representatives => [PartyId.From("a1"), PartyId.From("a2"), PartyId.From("a3"), .. WorkersInvolved > 15 ? [PartyId.From("m1")] : Array.Empty<PartyId>()];

    /// <summary>Who signs agreements and extensions.</summary>
    public IReadOnlyList<PartyId> Signers => Collective ? [.. Representatives, .. Asked] : All;

    /// <summary>Each worker, by name or on the list.</summary>
    public IReadOnlyList<PartyId> Workers => [.. Enumerable.Range(1, _workers.Count).Select(i => PartyId.From($"{(Dispute.ByEmployer ? 'r' : 'a')}{i}")), .. Enumerable.Range(1, Members.Count).Select(i => PartyId.From($"m{i}"))];

    public string WorkerName => Circumstances.Worker;
    public string EmployerName => _employer.Name;

    public IReadOnlyList<PartyDetails> Applicants(bool unidentified) => Dispute.ByEmployer ? [_employer.Details] : [.. _workers.Select((w, i) => unidentified && i == 0 ? w with { IdNumber = default, IdType = null } : w)];

    public IReadOnlyList<PartyDetails> Respondents(bool unidentified) => Dispute.ByEmployer ? _workers : [unidentified ? _employer.Details with { CreditCode = default } : _employer.Details];

    /// <summary>The numbers that were missing at an oral application.</summary>
    public CaseCorrection Identified() => new()
    {
        Parties =
        [
            new PartyCorrection { PartyId = EmployerId, Kind = PartyKind.Employer, CreditCode = _employer.Details.CreditCode },
            .. Dispute.ByEmployer ? [] : new[] { new PartyCorrection { PartyId = WorkerId, Kind = PartyKind.Person, IdType = IdType.ResidentId, IdNumber = _workers[0].IdNumber } },
        ],
    };

    /// <summary>One of the texts, told of this case.</summary>
    public string Tell(IReadOnlyList<string> texts, Dice dice, decimal? amount = null) => Told(dice.Pick(Fitting(texts, amount ?? Sum)), dice, amount);

    /// <summary>So many of them, each another.</summary>
    public IReadOnlyList<string> Tell(IReadOnlyList<string> texts, Dice dice, int count) => [.. dice.Some(Fitting(texts, Sum), count).Select(t => Told(t, dice, null))];

    private string Told(string text, Dice dice, decimal? amount) =>
        Circumstances.Fill(text, amount ?? Sum).Replace("{n}", dice.Digits(6)).Replace("{o}", amount is { } o ? $"{o:#,##0}元" : "");

    /// <summary>Those that say nothing this case has not; what is said of sites, shops and plants is said only where there are such.</summary>
    private string[] Fitting(IReadOnlyList<string> texts, decimal? sum)
    {
        var told = texts.Where(t => sum is not null || !t.Contains("{s}")).ToArray();
        return told.Where(t => Scenes.All(scene => !scene.Words.Any(t.Contains) || scene.Industries.Any(i => _employer.Industry.Code.StartsWith(i, StringComparison.Ordinal)))).ToArray() is { Length: > 0 } here ? here : told;
    }

    private Employer EmployerOf(World world)
    {
        var body = _spec.Body;
        if (body.HostName is { } host) return Employers.Host(body.Place, host, body.Host!, body.Type is Domain.Organizations.OrganizationType.InstitutionCommittee, world.Seed);
        var employers = world.EmployersOf(body.Place).Where(e => body.Key switch
        {
            "cc07" => e.Industry.Code is "H62",
            "ly01" => e.Industry.Code is "C17" or "C13" or "F52",
            "cb01" => e.Industry.Code is "H61" or "R90" or "H62" or "G54",
            "yb02" => e.Industry.Code is "F51" or "F52" or "G54" or "I65",
            "cc05" => e.Industry.Code is "C36" or "C35" or "G54" or "L72",
            "sy02" => e.Industry.Code is "B07" or "E50" or "C26" or "G54",
            _ => true,
        }).ToArray();
        return _dice.Weighted(employers.Length > 0 ? employers : [.. world.EmployersOf(body.Place)], e => e.Industry.Weight * (e.Industry.Seasonal && _spec.ReceivedOn.Month is 11 or 12 or 1 ? 2 : 1));
    }

    private bool Fits(Dispute dispute) =>
        _spec.Body.Type is Domain.Organizations.OrganizationType.InstitutionCommittee ? dispute.Code is "19" or "07.3" or "07.5" or "09" or "17"
        : Collective ? dispute.Code is "07.1" or "07.2" or "11" or "09" or "04.3" or "13"
        : dispute.Code is not "19";

    private double WeightOf(Dispute dispute) => dispute.Weight * (dispute.Code switch
    {
        "19" => 20,
        "07.1" when _employer.Industry.Code is "E50" or "H62" => 2.2,
        "10.2" or "10.1" or "10.3" when _employer.Industry.Code is "E50" or "B06" or "C36" or "C35" => 1.9,
        "20" => _employer.Industry.Code is "G60" ? 14 : 0.2,
        "15" or "07.3" when _employer.Industry.Code is "I65" or "F52" or "F51" => 2.5,
        "07.1" when _spec.ReceivedOn.Month is 12 or 1 => 1.5,
        _ => 1,
    });

    private Circumstances CircumstancesOf(DateOnly receivedOn)
    {
        var left = _dice.Chance(Dispute.Left) ? receivedOn.AddDays(-_dice.Between(4, 75)) : (DateOnly?)null;
        var to = left ?? receivedOn.AddDays(-_dice.Between(3, 30));
        var months = _dice.Weighted((1, 3.0), (2, 5.0), (3, 5.0), (4, 2.5), (5, 1.5), (6, 1.0), (8, 0.5), (11, 0.4));
        var from = to.AddMonths(-months + 1);
        var hired = from.AddDays(-_dice.Weighted((_dice.Between(10, 200), 3.0), (_dice.Between(200, 900), 4.0), (_dice.Between(900, 4200), 3.0)));
        if (hired < _first.BornOn.AddYears(18)) hired = _first.BornOn.AddYears(18).AddDays(_dice.Between(30, 200));
        var wage = decimal.Round(_dice.Between(_employer.Industry.Wages[0], _employer.Industry.Wages[1]) / 100m) * 100;
        return new(_first.Name, _employer.Name, _dice.Pick(_employer.Industry.Positions), hired, left, wage, months, from, to, receivedOn);
    }

    private PartyDetails Worker(World world, int no)
    {
        var human = no == 0 ? _first : Names.Human(_spec.Body.Place, world.From.AddYears(-1), _dice);
        var migrant = _employer.Industry.Code is "E50" ? _dice.Chance(0.8) : _dice.Chance(0.15);
        return new()
        {
            Kind = PartyKind.Person,
            Name = human.Name,
            IdType = IdType.ResidentId,
            IdNumber = human.IdNumber,
            Phone = human.Phone,
            Address = _spec.Body.Place.Home(_dice),
            Position = Circumstances.Position,
            HiredOn = no == 0 ? Circumstances.HiredOn : Circumstances.HiredOn.AddDays(-_dice.Between(0, 160)),
            Employed = Circumstances.LeftOn is null,
            LeftOn = Circumstances.LeftOn,
            EmploymentForm = Dispute.Code is "20" ? EmploymentForm.Platform : Dispute.Code is "19" ? EmploymentForm.PublicInstitution : _employer.Industry.Code is "L72" ? EmploymentForm.Dispatch : _dice.Chance(0.06) ? EmploymentForm.PartTime : EmploymentForm.Contract,
            MigrantWorker = migrant,
            MonthlyWage = no == 0 ? Circumstances.Wage : Circumstances.Wage + _dice.Between(-6, 9) * 100,
        };
    }

    private decimal[] SharesOf()
    {
        var parts = Enumerable.Range(0, WorkersInvolved).Select(_ => (decimal)_dice.Between(70, 130)).ToArray();
        return [.. parts.Select(p => p / parts.Sum())];
    }

    private MemberEntry Member(World world, int no)
    {
        var human = Names.Human(_spec.Body.Place, world.From.AddYears(-1), _dice);
        return new(human.Name, human.IdNumber, human.Phone, Dispute.Code is "07.1" ? "支付拖欠工资" : "与代表人请求一致", Sum is { } sum ? decimal.Round(sum * Shares[no], 2) : null, true, _spec.ReceivedOn);
    }

    private List<ClaimEntry> ClaimsOf()
    {
        List<ClaimEntry> claims = [new(Dispute.Code, ClaimText(Dispute, Sum), Sum, Circumstances.Period)];
        foreach (var code in _dice.Some(Dispute.Others, _dice.Weighted((0, 5.5), (1, 3.2), (2, 1.3))))
        {
            var other = Disputes.Of(code);
            var sum = other.Sum(Circumstances, _dice);
            claims.Add(new(code, ClaimText(other, sum), sum));
        }
        return claims;
    }

    private string ClaimText(Dispute dispute, decimal? sum)
    {
        var texts = dispute.Claim.Where(t => t.Contains("{s}") == sum is not null).ToArray();
        return Circumstances.Fill(_dice.Pick(texts.Length > 0 ? texts : [.. dispute.Claim.Where(t => !t.Contains("{s}"))]), sum);
    }

    private static readonly (string[] Words, string[] Industries)[] Scenes =
    [
        (["工地", "包工头", "脚手架", "甲方", "班组长招用", "竣工"], ["E", "B"]),
        (["门店", "店长", "老板娘", "盘点"], ["F52", "H", "O", "P83", "Q"]),
        (["车间", "机器", "生产线", "班组", "生产日报", "搬运货物"], ["A", "B", "C", "D", "E", "G"]),
        (["站点", "派单", "接单"], ["G60"]),
    ];

    private string FactsOf()
    {
        if (Dispute.ByEmployer) return Circumstances.Fill($"被申请人{{a}}原系申请人{{e}}{{p}}，{{hm}}入职，{{l}}离职。{_dice.Pick(Fitting(Dispute.Core, Sum))}{_dice.Pick<string>(["双方协商未果，特申请调解。", "申请人曾书面催告，被申请人未予回应。", "请求依法调解。"])}", Sum);
        var others = WorkersInvolved > 1 ? $"与申请人情况相同的职工共{WorkersInvolved}人。" : "";
        var contract = Dispute.Code is "01" or "02" or "02.1" or "20" ? "" : _dice.Pick(Phrases.Contracts);
        return Circumstances.Fill($"{_dice.Pick(Phrases.Openings)}{contract}{_dice.Pick(Fitting(Dispute.Core, Sum))}{others}{_dice.Pick(Phrases.Attempts)}{_dice.Pick(Phrases.Closings)}", Sum);
    }
}
