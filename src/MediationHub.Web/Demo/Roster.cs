using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;

namespace MediationHub.Web.Demo;

/// <summary>How an organization came to be filed, who mediates there, and what happened to it since.</summary>
internal sealed class Roster(int seed, DateOnly today, Agenda agenda)
{
    private const int TermYears = 2;
    private const int Oldest = 50;
    private static readonly string[] Topics =
    [
        "劳动争议调解员初任培训", "劳动合同法及司法解释专题培训", "“互联网+调解”平台操作培训", "调解协议仲裁审查实务", "欠薪争议快速处置", "调解文书制作规范",
        "新就业形态劳动者权益保障", "工伤待遇争议调解要点", "集体争议应急处置", "调解心理与沟通技巧", "女职工权益保护专题",
    ];
    private static readonly string[] Skills = ["劳动报酬争议", "解除劳动合同争议", "工伤待遇争议", "社会保险争议", "集体争议", "建筑领域欠薪", "餐饮服务业争议", "人事争议", "新就业形态纠纷"];
    private static readonly string[] Praise = ["办案认真，当事人评价好", "能独立办理疑难争议", "调解记录规范，归档及时", "参加培训积极，办案质量稳定", "善于做当事人工作，回访到位", "需加强文书制作的规范性"];
    private static readonly string[] Studies = ["法学", "劳动与社会保障", "人力资源管理", "社会工作", "行政管理", "工商管理", "汉语言文学", "公共事业管理"];

    private readonly List<(Body Body, int No, DateOnly From, DateOnly Until, DateOnly? NotFrom)> _terms = [];

    /// <summary>What is on record before the first case: filings, mediators, their terms up to today.</summary>
    public Script Of(IEnumerable<Body> bodies, string name)
    {
        var steps = new ScriptWriter();
        foreach (var body in bodies) Write(body, steps);
        return steps.Until(name, Names.Midnight(today));
    }

    /// <summary>What became of organizations in the end; it comes after their cases, since a suspended one takes none.</summary>
    public Script Ends(IEnumerable<Body> bodies)
    {
        var steps = new ScriptWriter();
        foreach (var body in bodies)
        {
            var dice = new Dice(seed, $"end {body.Key}");
            if (EndedOn(body) is not { } on) continue;
            var at = Agenda.SomeTime(on, dice);
            switch (body.Course)
            {
                case OrganizationStatus.Rectifying:
                    steps.Add(body.Id.Value, at, body.City, new OrderRectification(on, ["调解档案未按一案一卷装订，抽查的12件案件中有5件缺少送达回证。", "调解员名册公示栏内容未更新。", "部分案件登记时间与受理时间倒置，应核对更正。"], agenda.Workday(today, 10)));
                    break;
                case OrganizationStatus.Suspended:
                    steps.Add(body.Id.Value, at, body.City, new SuspendOrganization(on, "办公用房改造，暂不具备调解场所条件；未结案件由原调解员办结，新申请由街道调解中心接收。"));
                    break;
                case OrganizationStatus.Deregistered:
                    steps.Add(body.Id.Value, at, body.City, new DeregisterOrganization(on, "行业协会合并，调解职能并入双辽市总工会，未结案件已全部办结。"));
                    break;
            }
        }
        return new("ends", [.. steps.Steps.OrderBy(s => s.At)]);
    }

    /// <summary>The day on which an organization stopped taking cases, or null.</summary>
    public DateOnly? EndedOn(Body body) => body.Course switch
    {
        OrganizationStatus.Rectifying => agenda.WorkdayBefore(today, 12),
        OrganizationStatus.Suspended => agenda.WorkdayBefore(today, 24),
        OrganizationStatus.Deregistered => agenda.WorkdayBefore(today, 150),
        _ => null,
    };

    /// <summary>The mediators who may take a case that is received on that day and mediate it for the next months, as far as is known.</summary>
    public IReadOnlyList<int> MediatorsOn(Body body, DateOnly receivedOn)
    {
        var able = _terms.Where(t => t.Body == body && t.From <= receivedOn && (t.Until >= receivedOn.AddDays(150) || t.Until >= today) && !(receivedOn.AddDays(120) >= t.NotFrom)).Select(t => t.No).Distinct().ToArray();
        return able.Length > 0 ? able : [1];
    }

    private DateOnly AdultBy => today.AddYears(-8);

    public string NameOf(Body body, int no) => Names.Human(body.Place, AdultBy, new Dice(seed, $"mediator {body.Key} {no}"), Oldest).Name;

    private void Write(Body body, ScriptWriter steps)
    {
        var dice = new Dice(seed, $"body {body.Key}");
        var late = body.Course is OrganizationStatus.Submitted or OrganizationStatus.Returned or OrganizationStatus.Draft or OrganizationStatus.Filed or OrganizationStatus.Refused;
        var start = agenda.Workday(late ? today.AddDays(-dice.Between(20, 45)) : Founding(dice), 0);
        var at = Agenda.SomeTime(start, dice);
        var id = body.Id.Value;

        steps.Add(id, at, body.City, new CreateOrganization(body.Id, Profile(body, start, dice)));
        if (body.Course is OrganizationStatus.Draft) return;

        at = Later(at, dice.Between(1, 3), dice);
        steps.Add(id, at, body.Head, new SubmitOrganization(ChinaTime.DayOf(at)));
        if (body.Course is OrganizationStatus.Submitted) return;

        at = Later(at, dice.Between(3, 6), dice);
        if (body.Course is OrganizationStatus.Returned)
        {
            steps.Add(id, at, body.City, new ReturnOrganization(ChinaTime.DayOf(at), ["辖区范围未写明，请补充所辖村（社区）名单。", "调解员聘任书未附，请补正后重新提交。"]));
            return;
        }
        if (body.Course is OrganizationStatus.Refused)
        {
            steps.Add(id, at, body.City, new RefuseOrganization(ChinaTime.DayOf(at), "依托单位执业许可证已于上月注销，不具备设立条件。"));
            return;
        }
        steps.Add(id, at, body.City, new FileOrganization(ChinaTime.DayOf(at)), $"filing {body.PlaceUnit} {at.ToOffset(ChinaTime.Offset).Year}");

        at = WriteProofs(body, at, steps);
        for (var no = 1; no <= body.Mediators; no++) at = WriteMediator(body, no, at, steps);
        if (body.Course is OrganizationStatus.Filed) return;

        at = Later(at, dice.Between(1, 3), dice);
        steps.Add(id, at, body.City, new ActivateOrganization(ChinaTime.DayOf(at)));
        at = agenda.After(at, dice.Between(20, 90), dice.Between(0, 59));
        steps.Add(id, at, body.City, new ListOrganization(ChinaTime.DayOf(at)));
        if (body == Bodies.Demo)
        {
            at = agenda.After(at, dice.Between(5, 20), dice.Between(0, 59));
            steps.Add(id, at, body.Head, new ListRooms([.. Phrases.Rooms]));
        }
        if (dice.Chance(0.15))
        {
            at = Agenda.SomeTime(agenda.Workday(today.AddDays(-dice.Between(60, 400)), 0), dice);
            steps.Add(id, at, body.Head, new ChangeOrganizationProfile(new OrganizationProfile { HeadName = Names.Name(body.Place, dice) }, ChinaTime.DayOf(at), "原负责人工作调动。"));
        }
    }

    /// <summary>What every organization shows with its filing.</summary>
    internal static readonly (ProofKind Kind, string Title, string Page)[] Proofs =
    [
        (ProofKind.Seal, "印章印模", "印章名称与备案名称一致，印模如上。"),
        (ProofKind.Posted, "制度上墙照片", "调解程序、工作职责、行为规范均已上墙。"),
        (ProofKind.Registration, "调解登记制度", "受理的争议当日登记，编号连续，不漏登、不补登。"),
    ];

    /// <returns>When the last proof was handed in.</returns>
    private DateTimeOffset WriteProofs(Body body, DateTimeOffset at, ScriptWriter steps)
    {
        foreach (var (kind, title, page) in Proofs)
        {
            at = Later(at, 0, new Dice(seed, $"proof {body.Key} {title}"));
            steps.Add<Organization>(body.Id.Value, at, body.Head, [new($"{title}.pdf", body.Name, title, page)], files => new AddProof(kind, files[0], title));
        }
        return at;
    }

    /// <returns>When the mediator was appointed.</returns>
    private DateTimeOffset WriteMediator(Body body, int no, DateTimeOffset at, ScriptWriter steps)
    {
        var dice = new Dice(seed, $"mediator {body.Key} {no}");
        var (id, stream) = (body.MediatorIdOf(no), body.MediatorIdOf(no).Value);
        var profile = Profile(body, dice);
        at = Later(at, dice.Between(0, 1), dice);
        steps.Add(stream, at, body.Head, new NominateMediator(id, profile, QualitiesConfirmed: true));
        at = Later(at, dice.Between(1, 2), dice);
        steps.Add(stream, at, body.City, new CertifyMediator($"JL{body.Place.PersonCode[2..4]}{Bodies.All.ToList().IndexOf(body) + 1:00}{no:000}", "吉林省人力资源和社会保障厅", ChinaTime.DayOf(at)));
        at = Later(at, 1, dice);

        var ends = TermEnds(body, no, ChinaTime.DayOf(at));
        steps.Add(stream, at, body.Head, new AppointMediator(body.Id, ChinaTime.DayOf(at), ends[0]));
        WriteYears(body, stream, at, steps, dice);
        DateOnly? suspendedOn = IsSuspended(body, no) ? agenda.WorkdayBefore(today, 14) : null;
        foreach (var (until, next) in ends.Zip(ends.Skip(1)))
        {
            var renewed = RenewedAt(until, dice);
            if (!(ChinaTime.DayOf(renewed) >= suspendedOn)) steps.Add(stream, renewed, body.Head, new RenewAppointment(body.Id, next));
        }

        if (suspendedOn is { } on) steps.Add(stream, Agenda.SomeTime(on, dice), body.City, new SuspendMediator(on, "被投诉在调解中向一方当事人透露另一方底线，调查期间暂停办案。"));
        _terms.Add((body, no, ChinaTime.DayOf(at), ends[^1], suspendedOn ?? (ends[^1] < today ? ends[^1] : null)));
        return at;
    }

    /// <summary>Each year's training and assessment.</summary>
    private void WriteYears(Body body, string stream, DateTimeOffset appointed, ScriptWriter steps, Dice dice)
    {
        for (var year = ChinaTime.DayOf(appointed).Year; year <= today.Year; year++)
        {
            var trained = agenda.Workday(new DateOnly(year, dice.Between(4, 11), dice.Between(1, 25)), 0);
            var entered = Agenda.SomeTime(agenda.Workday(trained, 1), dice);
            if (dice.Chance(0.9) && entered > appointed) steps.Add(stream, entered, dice.Chance(0.6) ? body.City : body.Head, new RecordTraining(trained, dice.Between(8, 64) / 2m, dice.Pick(Topics)));

            var assessed = Agenda.SomeTime(agenda.WorkdayBefore(new DateOnly(year, 12, 31), dice.Between(1, 5)), dice);
            var grade = dice.Weighted((AssessmentGrade.Excellent, 2.5), (AssessmentGrade.Competent, 6.0), (AssessmentGrade.BasicallyCompetent, 0.8));
            if (assessed > appointed) steps.Add(stream, assessed, body.Head, new AssessMediator(year, grade, dice.Pick(Praise)));
        }
    }

    /// <summary>The last days of all terms, the first of at least a year, the others of two: up to today and beyond, but for the one that has run out and those that soon will.</summary>
    private List<DateOnly> TermEnds(Body body, int no, DateOnly from)
    {
        var ends = new List<DateOnly>();
        if (!IsExpired(body, no) && !IsExpiring(body, no))
        {
            for (var until = from.AddYears(TermYears).AddDays(-1); ; until = until.AddYears(TermYears))
            {
                ends.Add(until);
                if (until > today.AddDays(20)) return ends;
            }
        }
        for (var until = IsExpired(body, no) ? agenda.WorkdayBefore(today, 9) : today.AddDays(12); until >= from.AddYears(1); until = until.AddYears(-TermYears)) ends.Insert(0, until);
        return ends;
    }

    /// <summary>Shortly before the term ends; a term that begins in January waits for the assessment of the year before.</summary>
    private DateTimeOffset RenewedAt(DateOnly until, Dice dice)
    {
        var from = until.AddDays(1);
        return Agenda.SomeTime(from.Month == 1 ? agenda.Workday(new DateOnly(from.Year, 1, 1), 0) : agenda.WorkdayBefore(until, dice.Between(3, 8)), dice);
    }

    private static bool IsExpiring(Body body, int no) => (body.Key, no) is ("cc01", 4) or ("jl01", 3);
    private static bool IsExpired(Body body, int no) => (body.Key, no) is ("cc03", 3);
    private static bool IsSuspended(Body body, int no) => (body.Key, no) is ("cc09", 4);

    private DateOnly Founding(Dice dice)
    {
        var day = today.AddYears(-2).AddDays(-dice.Between(120, 900));
        // Terms that begin in spring to autumn are renewed when the year before is assessed.
        return day.Month is >= 3 and <= 10 ? day : new DateOnly(day.Month > 10 ? day.Year : day.Year - 1, 9, 1).AddDays(dice.Between(0, 40));
    }

    private DateTimeOffset Later(DateTimeOffset at, int workdays, Dice dice)
    {
        if (workdays == 0) return agenda.After(at, dice.Between(15, 60), dice.Between(1, 59));
        return Agenda.SomeTime(agenda.Workday(ChinaTime.DayOf(at), workdays), dice);
    }

    private OrganizationProfile Profile(Body body, DateOnly start, Dice dice)
    {
        var place = body.Place;
        var host = body.HostName is { } name ? Employers.Host(place, name, body.Host!, body.Type is OrganizationType.InstitutionCommittee, seed) : null;
        var complete = body.Course is not (OrganizationStatus.Draft or OrganizationStatus.Returned);
        return new()
        {
            Code = body.Key.ToUpperInvariant(),
            Name = body.Name,
            Type = body.Type,
            Unit = body.Unit,
            Address = place.Office(body.Name, dice),
            Phone = Numbers.Landline(place.AreaCode, dice),
            HeadName = Names.Name(place, dice),
            SealName = complete ? $"{body.Name}（调解专用章）" : null,
            FoundedOn = start.AddDays(-dice.Between(60, 1500)),
            Systems = complete ? MediationSystems.All : new MediationSystems(true, true, true, false, false, false),
            Posted = complete,
            OnlineSince = dice.Chance(0.8) ? start.AddDays(-dice.Between(1, 50)) : null,
            CommissionId = new CommissionId(body.PlaceUnit is "220100" ? DemoProvince.Commission : $"{DemoProvince.Commission}-{body.PlaceUnit.ToLowerInvariant()}"),
            Coverage = complete ? Coverage(body) : null,
            CoveredEmployers = host is not null ? 1 : dice.Between(60, 3200),
            PremisesArea = dice.Between(30, 260),
            Equipment = dice.Pick<string>(["调解室1间、电脑3台、打印机1台、录音录像设备1套", "调解室2间、接待区1处、视频调解终端1套、高拍仪1台", "调解室1间、电脑2台、复印机1台", "联合接待大厅、调解室4间、远程视频系统1套"]),
            FundingSource = dice.Pick<string>(["财政预算", "财政预算与工会经费", "依托单位承担", "政府购买服务"]),
            HostName = host?.Name,
            HostCreditCode = host?.Details.CreditCode.Value,
            Supervisor = dice.Pick<string>([$"{place.City}人力资源和社会保障局", $"{place.City}协调劳动关系三方办公室"]),
            Committee = body.Type is OrganizationType.EnterpriseCommittee ? new Committee(3, 3, UnionChair: true) : null,
        };
    }

    private static string Coverage(Body body) => body.Type switch
    {
        OrganizationType.EnterpriseCommittee or OrganizationType.InstitutionCommittee => "本单位与职工之间的劳动人事争议",
        OrganizationType.TownshipCenter => "辖区内用人单位与劳动者之间的劳动争议",
        OrganizationType.PeoplesMediation => "辖区村（社区）内的民间纠纷和劳动争议",
        OrganizationType.Industry => "本行业用人单位与劳动者之间的劳动争议",
        OrganizationType.Chamber => "会员企业与劳动者之间的劳动争议",
        OrganizationType.Regional => "园区内用人单位与劳动者之间的劳动争议",
        _ => "本行政区域内当事人自愿申请调解的劳动人事争议",
    };

    private MediatorProfile Profile(Body body, Dice dice)
    {
        var human = Names.Human(body.Place, AdultBy, dice, Oldest);
        var fullTime = dice.Chance(0.55);
        return new()
        {
            Name = human.Name,
            Sex = human.Sex,
            BornOn = human.BornOn,
            IdType = IdType.ResidentId,
            IdNumber = human.IdNumber,
            Phone = human.Phone,
            Education = dice.Pick<string>(["大学本科", "大学本科", "大学专科", "硕士研究生"]),
            Specialty = dice.Pick(Studies),
            PoliticalAffiliation = dice.Chance(0.6) ? dice.Pick<string>(["中共党员", "群众", "民盟盟员"]) : default(Personal),
            Employer = body.HostName ?? (fullTime ? body.Name : dice.Pick<string>([$"{body.Place.City}人力资源和社会保障局", $"{body.Place.City}总工会", "司法所", "社区居民委员会", "律师事务所"])),
            Position = dice.Pick<string>(body.HostName is null ? ["专职调解员", "科员", "工会干事", "社区工作者", "法律顾问"] : ["工会副主席", "人力资源部主管", "车间工会主席", "职工代表", "法务主管"]),
            FullTime = fullTime,
            GoodAt = string.Join("、", dice.Some(Skills, dice.Between(1, 3))),
            Qualifications = dice.Chance(0.7) ? [.. dice.Some([Qualification.LaborRelationsCoordinator, Qualification.PeoplesMediator, Qualification.SocialWorker, Qualification.Lawyer, Qualification.Arbitrator], dice.Between(1, 2))] : null,
        };
    }
}
