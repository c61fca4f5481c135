using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.BaseLists;

/// <summary>What a person says of a base: either every township or enterprise, or only how many there are.</summary>
/// <param name="From">The first day on which it holds; a year's base begins on 1 January.</param>
/// <param name="Until">The last day; left out, it holds until a later edition begins.</param>
/// <param name="Source">The document or register that it is taken from, with its number or date.</param>
/// <param name="Count">How many there are, where they are not named.</param>
/// <param name="Entries">Each by its name, with its code where that is known, and the organization where the name does not tell.</param>
public sealed record BaseContent(DateOnly From, DateOnly? Until, string? Source, int? Count = null, IReadOnlyList<BaseEntry>? Entries = null)
{
    public const int MostEntries = 3_000;

    private const int MostCounted = 1_000_000;

    /// <summary>A list begins no earlier (LMA in force), and not further ahead than the next year.</summary>
    private static readonly DateOnly s_first = new(2008, 5, 1);

    /// <summary>The records that it is checked against: the lists of the other units of the province, and the organizations that it names.</summary>
    internal IEnumerable<StreamRef> Reads(string? region, BaseListKind kind) => Entries is not { Count: > 0 and <= MostEntries } || Regions.BuiltIn.ProvinceOf(region) is not { } province ? [] :
    [
        .. Regions.BuiltIn.ReportingUnits(province.Code).Where(u => u.Code != region).Select(u => StreamRef.To<BaseList>(BaseList.IdOf(u.Code, kind))),
        .. Named().Select(o => StreamRef.To<Organization>(o.Value)),
    ];

    /// <summary>The edition that it means, or what is wrong with it, field by field.</summary>
    /// <param name="own">The list as it stands.</param>
    internal BaseEdition? Read(BaseList own, Region unit, BaseListKind kind, Context at, Problems problems)
    {
        var source = TextRules.Clean(Source);
        if (From == default) problems.Add("from", "请填写起用日期，按年度的填1月1日。", "Give the first day on which it holds; 1 January for a year.");
        else if (From < s_first || From > new DateOnly(at.Today.Year + 1, 12, 31)) problems.Add("from", "起用日期应在2008年5月1日以后、不晚于下一年末。", "The first day lies after 2008-05-01 and not beyond the end of next year.");
        if (Until < From) problems.Add("until", "截止日期早于起用日期，请核对。", "It ends before it begins.");
        problems.RequireText("source", source, TextRules.Longest.Title, "请写明基数的来源，例如统计部门的名录、文件名称和文号。", "Say where the base is taken from: the register, or the document and its number.");
        var listed = Entries is { Count: > 0 };
        if (listed == Count is not null) problems.Add("count", "请填写名册，或者只填写数量，二者选一。", "Give either the entries or their number.");
        if (Count is < 0 or > MostCounted) problems.Add("count", $"数量应在0至{MostCounted}之间。", $"The number lies between 0 and {MostCounted}.");
        if (Count is 0 && kind is BaseListKind.Townships) problems.Add("count", $"{unit.Name}不会没有乡镇（街道），请填写实际数量；还没有数据的，暂不登记。", "A unit has townships: give how many, or enter nothing yet.");
        if (Entries?.Count > MostEntries) problems.Add("entries", $"一份名册最多{MostEntries}条，请核对，或者只填写数量。", $"A list has {MostEntries} entries at most; otherwise give their number.");
        else if (listed) CheckEntries(own, unit, kind, at, problems);
        return problems.Any ? null : new(From, Until, source, Count, [.. (Entries ?? []).Select(e => Plain(e, kind))], at.Today, at.Actor.UserName, listed ? 1 + Others(unit, kind, at).Select(o => o.List).Append(own).SelectMany(l => l.Editions).Max(e => (int?)e.Turn) ?? 1 : 0);
    }

    private void CheckEntries(BaseList own, Region unit, BaseListKind kind, Context at, Problems problems)
    {
        var (byCode, byName, others) = (new Dictionary<string, int>(), new Dictionary<string, List<int>>(), Elsewhere(own, unit, kind, at));
        BaseEntry[] entries = [.. Entries!.Select(e => e is null ? new(null, "") : Plain(e, kind))];
        foreach (var (entry, i) in entries.Select((e, i) => (e, i)))
        {
            var field = $"entries[{i}]";
            if (entry.Name.Length < 2) problems.Add($"{field}.name", $"第{i + 1}条没有名称，请填写。", $"Entry {i + 1} has no name.");
            problems.Add($"{field}.name", TextRules.Check(entry.Name, TextRules.Longest.Name));
            if (entry.Code is { } code)
            {
                if (kind is BaseListKind.Enterprises) problems.Add($"{field}.code", CreditCode.Check(code));
                else if (WrongCode(entry.Name, code, unit) is { } wrong) problems.Add($"{field}.code", wrong.Chinese, wrong.English);
                if (byCode.TryGetValue(code, out var first)) problems.Add($"{field}.code", $"第{i + 1}条与第{first + 1}条的代码相同，请删去一条。", $"Entries {first + 1} and {i + 1} have the same code.");
                else byCode[code] = i;
            }
            if (!byName.TryGetValue(entry.PlainName, out var same)) byName[entry.PlainName] = same = [];
            // Two of one name are two places only where both say their codes.
            if (same.FindIndex(other => entry.Code is null || entries[other].Code is null) is >= 0 and var at1)
                problems.Add($"{field}.name", $"第{i + 1}条与第{same[at1] + 1}条的名称相同，同一个只计一次：请删去一条；确为两个的，都填写代码。", $"Entries {same[at1] + 1} and {i + 1} have the same name: strike one, or give both their codes.");
            same.Add(i);
            CheckElsewhere(field, entry, others, problems);
            if (entry.OrganizationId is not { } id) continue;
            if (at.Find<Organization>(id.Value) is not { } house || Regions.BuiltIn.ReportingUnitOf(house.Unit) != unit) problems.Add($"{field}.organizationId", $"“{entry.Name}”所注的调解组织不存在，或者不在{unit.Name}，请核对。", "There is no such organization in this unit.");
        }
    }

    /// <summary>Whether another unit's list has it on any day on which this one holds: whichever of the two was entered first.</summary>
    private static void CheckElsewhere(string field, BaseEntry entry, ILookup<string, (BaseEntry Entry, string Unit, DateOnly From)> others, Problems problems)
    {
        if (entry.Code is { } code && others[code].FirstOrDefault() is { Unit: { } holder } held)
            problems.Add($"{field}.code", $"“{entry.Name}”已列入{holder}自{held.From:yyyy-MM-dd}起的名册，同一个只计一次：请先由{holder}登记不含它的名册，或者从本名册中删去。", "Another unit's list has it on these days; it counts once. That unit strikes it first, or this list leaves it out.");
        else if (others[entry.PlainName].FirstOrDefault(o => entry.Code is null || o.Entry.Code is null) is { Unit: { } named } namesake)
        {
            if (entry.Code is null) problems.Add($"{field}.name", $"{named}自{namesake.From:yyyy-MM-dd}起的名册中也有“{namesake.Entry.Name}”，请填写代码以便区分；确为同一个的，只列入一个单位的名册。", "Another unit's list has one of this name: give the code; where it is the same, one list has it.");
            else problems.Add($"{field}.name", $"{named}自{namesake.From:yyyy-MM-dd}起的名册中也有“{namesake.Entry.Name}”但没有代码，请先由{named}补填代码；确为同一个的，只列入一个单位的名册。", "Another unit's list has one of this name without its code: that unit gives it first; where it is the same, one list has it.");
        }
    }

    /// <summary>What is wrong with a township's code; null where it is one of the unit's.</summary>
    private static Text? WrongCode(string name, string code, Region unit)
    {
        var province = Regions.BuiltIn.ProvinceOf(unit.Code)!;
        if (!code.All(char.IsAsciiDigit) || code.Length is not (6 or 9 or 12)) return new($"“{name}”的代码应为9位数字（12位统计用区划代码去掉末三位），请核对。", "A township's code has 9 digits.");
        if (code[..2] != province.Code[..2]) return new($"“{name}”的代码不属于{province.Name}（应以{province.Code[..2]}开头），请核对代码，或者从名册中删去。", $"It is no code of {province.Code}.");
        if (code.Length == 6 || code.EndsWith("000", StringComparison.Ordinal)) return new($"“{name}”的代码{code}是县级以上的，请填写乡镇（街道）的9位代码。", "It is the code of a county or above: give the township's 9 digits.");
        if (code.Length == 12) return new($"“{name}”的代码{code}是村（居）委会的，请填写乡镇（街道）的9位代码（12位代码的末三位为000）。", "It is the code of a village: give the township's 9 digits.");
        if (unit.Covers is { } covers)
            return covers.Any(c => code.StartsWith(c.Code, StringComparison.Ordinal)) ? null : new($"“{name}”的代码不在{unit.Name}的范围内（{string.Join('、', covers.Select(c => c.Code).Distinct())}），请核对代码，或者列入所属单位的名册。", $"It lies outside {unit.Code}.");
        if (UnitOf(code) is not { } own) return new($"“{name}”的代码{code}不是{province.Name}的乡镇（街道）代码，请核对。", $"It is no code of {province.Code}.");
        if (own != unit) return new($"“{name}”按代码属于{own.Name}，请列入{own.Name}的名册。", $"By its code it belongs to {own.Code}: enter it there.");
        return code[4..6] == "00" && Regions.BuiltIn.Below(unit.Code).Any() ? new($"“{name}”的代码{code}没有县（市、区）的代码，请填写乡镇（街道）的9位代码。", "No county stands in its code: give the township's 9 digits.") : null;
    }

    /// <summary>The lists of the other units of the province.</summary>
    private static IEnumerable<(Region Unit, BaseList List)> Others(Region unit, BaseListKind kind, Context at) =>
        from other in Regions.BuiltIn.ReportingUnits(Regions.BuiltIn.ProvinceOf(unit.Code)!.Code)
        where other != unit
        let list = at.Find<BaseList>(BaseList.IdOf(other.Code, kind))
        where list is not null
        select (other, list);

    /// <summary>What other units' lists name on any day on which this one is to hold, by code and by plain name.</summary>
    private ILookup<string, (BaseEntry Entry, string Unit, DateOnly From)> Elsewhere(BaseList own, Region unit, BaseListKind kind, Context at)
    {
        var last = own.LastDay(From, Until);
        return (from other in Others(unit, kind, at)
                from held in other.List.InForce()
                where !(held.Edition.From > last) && !(held.Until < From)
                from entry in held.Edition.Entries
                from key in entry.Code is { } code ? new[] { code, entry.PlainName } : [entry.PlainName]
                select (Key: key, Held: (entry, other.Unit.Name, held.Edition.From))).ToLookup(h => h.Key, h => h.Held);
    }

    /// <summary>The unit that a township's code says, where it says one: that of the place itself, of its county, of its city.</summary>
    private static Region? UnitOf(string code) => Regions.BuiltIn.ReportingUnitOf(code) ?? Regions.BuiltIn.ReportingUnitOf(code[..6]) ?? Regions.BuiltIn.ReportingUnitOf(code[..4] + "00");

    private IEnumerable<OrganizationId> Named() => (Entries ?? []).Select(e => e?.OrganizationId).OfType<OrganizationId>().Where(o => !string.IsNullOrEmpty(o.Value)).Distinct();

    /// <summary>An entry as it is kept: codes half-width, the three zeros behind a township's code left off.</summary>
    private static BaseEntry Plain(BaseEntry entry, BaseListKind kind)
    {
        var code = TextRules.Code(entry.Code);
        if (kind is BaseListKind.Townships && code.Length == 12 && code.EndsWith("000", StringComparison.Ordinal)) code = code[..9];
        return new(code.Length == 0 ? null : code, string.Concat(TextRules.Clean(entry.Name).Where(c => !char.IsWhiteSpace(c))), entry.OrganizationId is { Value.Length: > 0 } id ? id : null);
    }
}

/// <summary>Enter the base list 基数名册 of a reporting unit for the first time.</summary>
/// <param name="Region">Code of the reporting unit.</param>
public sealed record EnterBaseList(string? Region, BaseListKind Kind, BaseContent? Content) : ICommand<BaseList>
{
    public IEnumerable<StreamRef> Reads(BaseList state) => Content?.Reads(Regions.BuiltIn.Find(Region?.Trim())?.Code, Kind) ?? [];

    public Decision Decide(BaseList state, Context at)
    {
        var problems = new Problems();
        if (Regions.BuiltIn.Find(Region?.Trim()) is not { Level: RegionLevel.ReportingUnit } unit)
        {
            problems.Add("region", "基数按报送单位登记，请从市（州）等报送单位中选择。", "A base list is a reporting unit's: choose one.");
            return problems.ToRefusal()!;
        }
        if (!Enum.IsDefined(Kind)) problems.Add("kind", "请选择乡镇（街道）或者企业。", "Choose townships or enterprises.");
        var edition = (Content ?? new(default, null, null)).Read(state, unit, Kind, at, problems);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.Exists) return state.Editions[^1].Says(edition!) ? Decision.Nothing : BaseListRefusals.Exists(unit.Name, Kind);
        return new BaseListEntered(unit.Code, Kind, edition!);
    }
}
