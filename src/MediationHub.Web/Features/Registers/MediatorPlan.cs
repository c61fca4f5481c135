using Dapper;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Web.Features.Registers;

/// <summary>
/// Mediators. A row is about the person with its ID number (by keyed hash), else with its certificate's number; a masked number
/// without a certificate, about the one of that name whose number looks so. One person may stand in several rows, one for each organization.
/// </summary>
internal sealed class MediatorPlan(HubStore store, IAggregates aggregates, Actor actor, string importId, RegisterTable table, List<Finding> findings)
    : RegisterPlan(store, aggregates, actor, importId, table, findings)
{
    private static readonly Text Hidden = new("这名调解员已登记在其他组织，您看不到其信息，请由市（州）三方办公室导入。", "This mediator belongs to another organization: the city's office imports it.");

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["name"] = "name", ["sex"] = "sex", ["bornOn"] = "bornOn", ["idType"] = "idNumber", ["idNumber"] = "idNumber", ["education"] = "education", ["specialty"] = "specialty",
        ["employer"] = "employment", ["position"] = "employment", ["fullTime"] = "fullTime", ["certificateNumber"] = "certificateNumber", ["issuer"] = "issuer", ["certifiedOn"] = "certifiedOn",
        ["from"] = "term", ["until"] = "term", ["term"] = "term", ["organization"] = "organization", ["trainingHours"] = "trainingHours", ["phone"] = "phone",
    };

    private readonly Dictionary<string, string> _holders = [];

    private sealed record House(string Id, string Code, string Name, string Unit);

    private sealed record Lookup(
        ILookup<string, House> ByName, Dictionary<string, House> ByCode, Dictionary<string, string> ById, Dictionary<string, string> ByCertificate,
        ILookup<string, string> NameSakes, IReadOnlyDictionary<string, Stored<Mediator>> States, Context At);

    public override async Task<IReadOnlyList<PlannedRow>> Plan(IReadOnlyList<RegisterRow> chunk, CancellationToken cancel)
    {
        var cells = chunk.Select(r => new RowCells(Table, r, Findings)).ToArray();
        var lookup = await Look(cells, cancel);
        return [.. cells.Select(c => Plan(c, lookup))];
    }

    private PlannedRow Plan(RowCells cells, Lookup lookup)
    {
        var organization = OrganizationOf(cells, lookup);
        var (idNumber, masked) = IdNumber(cells, lookup.At.Today);
        var certificate = cells.Code("certificateNumber");
        var id = Match(cells, idNumber, masked, certificate, lookup);
        var stored = id is null ? null : lookup.States.GetValueOrDefault(id);
        if (id is null && idNumber is not null) stored = lookup.States.GetValueOrDefault(id = NewId(idNumber));
        if (id is null)
        {
            if (!cells.Wrong) cells.No("idNumber", masked is null ? "id-number" : "masked", masked is null
                ? new("新登记的调解员须填写身份证号；已登记的，请填写身份证号或调解员证号。", "Enter the identity number; of a known mediator, it or the certificate's.")
                : new("号码是遮蔽的，没有找到对应的调解员，请填写完整号码。", "The number is masked and nobody is found by it: enter it whole."));
            return new(cells.Row, RowOutcome.Wrong);
        }

        var m = stored?.State;
        var phone = cells.Text("phone");
        if (phone?.Contains('*') is true)
        {
            if (m is null || Mask.Phone(m.Profile.Phone) != phone) cells.No("phone", "masked", new("号码是遮蔽的，且与系统内的不符，请填写完整号码。", "The number is masked and not the known one: enter it whole."));
            phone = null;
        }
        var (employer, position) = Employment(cells, m);
        var profile = new MediatorProfile
        {
            Name = cells.Text("name"),
            Sex = cells.Word<Sex>("sex") ?? (idNumber is null ? null : ResidentId.SexOf(idNumber)),
            BornOn = BornOn(cells, idNumber, m),
            IdType = idNumber is null ? null : idNumber.Length == 18 ? IdType.ResidentId : IdType.HkMacaoTravelPermit,
            IdNumber = idNumber,
            Phone = phone,
            Education = cells.Text("education"),
            Specialty = cells.Text("specialty"),
            Employer = employer,
            Position = position,
            FullTime = cells.Word("fullTime") switch { "yes" => true, "no" => false, _ => null },
            Qualifications = Qualifications(cells),
        };
        var term = Term(cells, organization);
        var hours = Hours(cells, m);
        Figures(cells);
        if (Twice(cells, $"{id}|{organization?.Id}", "name")) return new(cells.Row, RowOutcome.Wrong);
        if (certificate is not null && !_holders.TryAdd(certificate, id) && _holders[certificate] != id)
            cells.No("certificateNumber", "certificate-twice", new("这个调解员证号在本表中已用于另一个人，请核对。", "This certificate number stands beside another person in this file."));

        var command = new ImportMediator(new(id), profile, certificate, cells.Text("issuer"), cells.Day("certifiedOn")?.On, null, term, m is null ? hours : null, Source(cells.Row));
        return Decide(cells, id, stored, command, lookup.At, Keys, Hidden, out _);
    }

    private House? OrganizationOf(RowCells cells, Lookup lookup)
    {
        if (cells.Code("organizationCode") is { } code)
        {
            if (lookup.ByCode.TryGetValue(code, out var coded)) return Own(cells, coded);
            cells.No("organizationCode", "organization-unknown", new("没有这个编码的调解组织，请核对，或先导入组织。", "There is no organization with this code."));
            return null;
        }
        if (cells.Text("organization") is not { } name) return Actor.Organization is { } mine && Actor.Is(Role.Head) && lookup.ByCode.Values.FirstOrDefault(h => h.Id == mine.Value) is { } house ? house : null;
        var found = lookup.ByName[name].ToArray();
        if (found.Length > 1 && RegionText.Find(cells.Text("unit")) is { } unit) found = [.. found.Where(h => Domain.Rulebook.Regions.BuiltIn.IsWithin(h.Unit, unit.Code))];
        switch (found.Length)
        {
            case 1: return Own(cells, found[0]);
            case 0:
                cells.No("organization", "organization-unknown", new($"系统内没有“{(name.Length <= 30 ? name : name[..30])}”，请核对名称，或先导入该组织。", "There is no such organization: check the name or import it first."));
                return null;
            default:
                cells.No("organization", "organization-unclear", new("有几个同名组织，请填写地区或组织编码。", "Several organizations have this name: enter region or code."));
                return null;
        }
    }

    private House? Own(RowCells cells, House house)
    {
        if (Actor.Unit is not null || house.Id == Actor.Organization?.Value) return house;
        cells.No("organization", "not-yours", new("您只能导入本组织的调解员。", "You import the mediators of your own organization only."));
        return null;
    }

    private static (string? Whole, string? Masked) IdNumber(RowCells cells, DateOnly today)
    {
        if (cells.Text("idNumber") is not { } said) return (null, null);
        if (said.Contains('*')) return (null, said);
        if (cells.Row["idNumber"].Kind is CellKind.Number && said.Length >= 16 || said.Contains("E+", StringComparison.OrdinalIgnoreCase))
        {
            cells.No("idNumber", "number-precision", new("身份证号被存成了数字，后几位已经丢失。请把该列设为文本后重新录入。", "The number was stored as a figure and has lost its last digits: make the column text and enter it again."));
            return (null, null);
        }
        var number = IdDocument.Normalize(said);
        var type = number.Length is 9 or 11 && number[0] is 'H' or 'M' ? IdType.HkMacaoTravelPermit : IdType.ResidentId;
        if (IdDocument.Check(type, number, today) is not { } fault) return (number, null);
        cells.No("idNumber", "id-number", fault);
        return (null, null);
    }

    private string? Match(RowCells cells, string? idNumber, string? masked, string? certificate, Lookup lookup)
    {
        var byId = idNumber is null ? null : lookup.ById.GetValueOrDefault(Store.Keys.Hash(idNumber));
        var byCertificate = certificate is null ? null : lookup.ByCertificate.GetValueOrDefault(certificate);
        if (byId is not null && byCertificate is not null && byId != byCertificate || byId is null && idNumber is not null && byCertificate is not null)
        {
            cells.No("certificateNumber", "certificate-number-taken", new("该调解员证号已登记在另一个身份证号名下，请核对。", "This certificate number belongs to another person."));
            return null;
        }
        if (byId is not null || byCertificate is not null)
        {
            var found = byId ?? byCertificate!;
            if (masked is null || lookup.States.GetValueOrDefault(found)?.State is { } m && Mask.IdNumber(m.IdNumber) == masked) return found;
            cells.No("idNumber", "masked", new("遮蔽的号码与该调解员证号的持有人不符，请填写完整号码。", "The masked number is not that of the certificate's holder."));
            return null;
        }
        if (masked is null || cells.Text("name") is not { } name) return null;
        return lookup.NameSakes[name].Where(id => lookup.States.GetValueOrDefault(id)?.State is { } m && Mask.IdNumber(m.IdNumber) == masked).ToArray() is [var only] ? only : null;
    }

    private static DateOnly? BornOn(RowCells cells, string? idNumber, Mediator? m)
    {
        var said = cells.Day("bornOn");
        var known = idNumber is { Length: 18 } ? ResidentId.BornOn(idNumber) : m?.Profile.BornOn;
        if (said is not { } written) return idNumber is null ? null : known;
        if (known is { } on && (on.Year, on.Month) == (written.On.Year, written.On.Month) && (written.MonthOnly || written.On == on)) return known;
        return written.On;
    }

    private static (string? Employer, string? Position) Employment(RowCells cells, Mediator? m)
    {
        if (cells.Text("employer") is { } employer) return (employer, cells.Text("position"));
        if (cells.Text("employment") is not { } both) return (null, cells.Text("position"));
        if (m is not null && both == RegisterExport.Employment(m)) return (null, null);
        var parts = both.Split([' ', '　', '\n'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (parts[0], parts.ElementAtOrDefault(1) ?? cells.Text("position"));
    }

    private static List<Qualification>? Qualifications(RowCells cells)
    {
        if (cells.Text("qualifications") is not { } said) return null;
        List<Qualification> found = [];
        foreach (var part in said.Split(['、', '，', ',', '；', ';', '/', ' ', '　', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (cells.Row.Form.Word("qualifications", part))
            {
                case "none": break;
                case { } word: found.Add(Enum.Parse<Qualification>(word, ignoreCase: true)); break;
                default:
                    found.Add(Qualification.Other);
                    cells.Note("qualifications", "word-unknown", new($"“{(part.Length <= 12 ? part : part[..12])}”按“其他”记。", "Taken as another qualification."));
                    break;
            }
        }
        return found;
    }

    private static ImportedTerm? Term(RowCells cells, House? organization)
    {
        var (from, until) = (cells.Day("termFrom"), cells.Day("termUntil"));
        if (cells.Text("term") is { } said)
        {
            if (RegisterCells.Term(said, SheetFormat.Xlsx) is not { } both)
            {
                cells.No("term", "term", new("聘期无法识别，请写成“2024.01-2026.12”或“2024-01-01至2026-12-31”；“至今”“长期”须写明截止日期。", "The term cannot be read: write it like 2024.01-2026.12."));
                return null;
            }
            (from, until) = both;
        }
        if (from is null && until is null) return null;
        if (from is not { } first || until is not { } last)
        {
            cells.No(from is null ? "termFrom" : "termUntil", "term", new("聘期的起止日期须都填写。", "A term needs its first and its last day."));
            return null;
        }
        if (organization is not null) return new(new(organization.Id), first.On, last.End);
        if (!cells.Wrong) cells.No("organization", "organization", new("填写了聘期的，须填写所在组织。", "A term needs its organization."));
        return null;
    }

    private static decimal? Hours(RowCells cells, Mediator? m)
    {
        if (cells.Number("trainingHours") is not { } hours) return null;
        if (m is not null && m.Trainings.Sum(t => t.Hours) is var known && known != hours)
            cells.Note("trainingHours", "hours-differ", new($"系统内累计{known:0.#}学时，不随导入变动，请在调解员页面登记培训。", "The hours here stay: record trainings on the mediator's page."));
        return hours > 0 ? hours : null;
    }

    private static void Figures(RowCells cells)
    {
        if (cells.Integer("lastSucceeded") > cells.Integer("lastCases")) cells.Note("lastSucceeded", "figures-differ", new("成功数多于办案数，请核对。", "More succeeded than there were cases."));
    }

    private async Task<Lookup> Look(RowCells[] cells, CancellationToken cancel)
    {
        var hashes = cells.Select(c => c.Text("idNumber")).OfType<string>().Where(n => !n.Contains('*')).Select(n => Store.Keys.Hash(IdDocument.Normalize(n))).Distinct().ToArray();
        var certificates = cells.Select(c => c.Code("certificateNumber")).OfType<string>().Distinct().ToArray();
        var masked = cells.Where(c => c.Text("idNumber")?.Contains('*') is true && c.Code("certificateNumber") is null).Select(c => c.Text("name")).OfType<string>().Distinct().ToArray();
        await using var connection = await Store.Database.OpenConnectionAsync(cancel);
        var houses = (await connection.QueryAsync<House>(
            "select id, code, name, unit from organization_rows where status not in ('refused', 'deregistered') and (name = any(@names) or code = any(@codes) or id = @own)",
            new { names = cells.Select(c => c.Text("organization")).OfType<string>().Distinct().ToArray(), codes = cells.Select(c => c.Code("organizationCode")).OfType<string>().Distinct().ToArray(), own = Actor.Organization?.Value })).ToArray();
        var held = (await connection.QueryAsync<(string Scope, string Value, string Stream)>(
            "select scope, value, stream from unique_values where (scope = 'mediator-id' and value = any(@hashes)) or (scope = 'mediator-certificate' and value = any(@certificates))", new { hashes, certificates })).ToArray();
        var names = masked.Length == 0 ? [] : (await connection.QueryAsync<(string Name, string Id)>("select name, id from mediator_rows where name = any(@masked) limit 2000", new { masked })).ToArray();
        // A person whom an earlier chunk brought is found by the hash already.
        var states = await Load<Mediator>(held.Select(h => h.Stream).Concat(names.Select(n => n.Id)), cancel);
        var organizations = await Load<Organization>(houses.Select(h => h.Id), cancel);
        var others = houses.ToDictionary(h => StreamRef.To<Organization>(h.Id), h => (object)(organizations.GetValueOrDefault(h.Id)?.State ?? Organization.Empty));
        return new(
            houses.ToLookup(h => h.Name), houses.GroupBy(h => h.Code).ToDictionary(g => g.Key, g => g.First()),
            held.Where(h => h.Scope == "mediator-id").ToDictionary(h => h.Value, h => h.Stream), held.Where(h => h.Scope == "mediator-certificate").ToDictionary(h => h.Value, h => h.Stream),
            names.ToLookup(n => n.Name, n => n.Id), states, At(others));
    }

    private string NewId(string idNumber) => IdOf('m', "mediator|" + Store.Keys.Hash(idNumber));
}
