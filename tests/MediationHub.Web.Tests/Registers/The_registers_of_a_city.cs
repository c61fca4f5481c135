using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Registers;

/// <summary>30 organizations and 120 mediators, messy on purpose: imported from xlsx and xls, corrected by the error list, exported, and imported again without a change.</summary>
public class The_registers_of_a_city(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Come_in_by_the_error_list_and_go_out_and_come_in_again_unchanged()
    {
        using var city = await hub.Client("city");
        var before = await Events();

        // Organizations: what is wrong is told cell by cell, and nothing is written.
        var first = await city.Import("organizations", "组织.xlsx", MadeUpCity.Organizations());
        Assert.Equal(("checked", false, 31), (first.Text("state"), first.True("ready"), first.Number("rows")));
        var errors = first.Errors();
        Assert.Equal(
            ["D9 type word-unknown", "E6 hostCreditCode host-credit-code", "H14 filedOn date", "K10 phone phone", "L11 address address", "第21行 name row-twice"],
            errors.Select(e => (e.Column is "C" ? $"第{e.Row}行" : $"{e.Column}{e.Row}") + $" {KeyOf("organizations", e.Header)} {e.Code}").Order(StringComparer.Ordinal));
        Assert.Contains(first.Warnings(), w => w.Code == "rate-differs" && w.Row == 13);
        Assert.Equal(HttpStatusCode.Conflict, (await city.Post($"/api/v1/imports/{first.Text("id")}/confirm", null)).Status);
        Assert.Equal(before, await Events());

        var corrected = await Corrected(city, first, RegisterForm.Organizations, new()
        {
            [6] = new() { ["hostCreditCode"] = "91350100M000100Y43" }, [9] = new() { ["type"] = "商（协）会调解组织" }, [10] = new() { ["phone"] = "0431-88690005" },
            [11] = new() { ["address"] = "九台区平湖大街7号" }, [14] = new() { ["filedOn"] = "2020.10" }, [21] = [],
        });
        var second = await city.Import("organizations", "组织-改.xlsx", corrected);
        Assert.Empty(second.Errors());
        Assert.Equal((30, 30, 0), (second.Number("rows"), second.Number("new"), second.Number("changed")));
        var done = await city.Confirm(second);
        Assert.Equal(("done", 30, 0), (done.Text("state"), done.Number("new"), done.Number("failed")));
        await AsImported();

        // Mediators, from the old workbook.
        var old = await city.Import("mediators", "调解员.xls", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Registers", "mediators.xls")));
        Assert.Equal(120, old.Number("rows"));
        Assert.Equal(
            ["第10行 sex sex", "第14行 term term", "第16行 phone phone", "第23行 organization organization-unknown", "第34行 certificateNumber certificate-twice", "第6行 idNumber id-number"],
            old.Errors().Where(e => e.Row is not (24 or 25 or 26)).Select(e => $"第{e.Row}行 {KeyOf("mediators", e.Header)} {e.Code}").Order(StringComparer.Ordinal));
        var mended = await Corrected(city, old, RegisterForm.Mediators, new()
        {
            [6] = new() { ["idNumber"] = RunningHub.ValidId("22011219730404003") }, [10] = new() { ["sex"] = "男" }, [14] = new() { ["term"] = "2024.01-2026.12" }, [16] = new() { ["phone"] = "13900000013" },
            [23] = new() { ["organization"] = MadeUpCity.OrganizationName(5) }, [24] = new() { ["organization"] = MadeUpCity.OrganizationName(5) }, [25] = new() { ["organization"] = MadeUpCity.OrganizationName(5) },
            [26] = new() { ["organization"] = MadeUpCity.OrganizationName(5) }, [34] = new() { ["certificateNumber"] = "JL-2024-0032" },
        });
        var people = await city.Import("mediators", "调解员-改.xlsx", mended);
        Assert.Empty(people.Errors().Select(e => $"{e.Row} {e.Header} {e.Text}"));
        Assert.Equal((120, 120), (people.Number("rows"), people.Number("new")));
        Assert.Equal(("done", 120, 0), ((await city.Confirm(people)) is var p ? p.Text("state") : "", people.Number("new"), people.Number("failed")));
        await AsAppointed();

        // Out, and in again: nothing changes, in either format.
        var after = await Events();
        foreach (var format in new[] { "xlsx", "csv" })
            foreach (var (kind, rows) in new[] { ("organizations", 31), ("mediators", 122) })   // with those the hub had before
            {
                var sheet = await city.Export(kind, format, "年度核对");
                if (kind is "mediators") Assert.DoesNotContain(RunningHub.ValidId("22011219700101000"), System.Text.Encoding.UTF8.GetString(sheet));
                var again = await city.Import(kind, $"导出.{format}", sheet);
                Assert.Empty(again.Errors().Select(e => $"{kind}.{format} {e.Row} {e.Header} {e.Text}"));
                Assert.Equal((kind, format, rows, 0, 0, rows), (kind, format, again.Number("rows"), again.Number("new"), again.Number("changed"), again.Number("same")));
                Assert.Equal(("done", rows), (await city.Confirm(again)) is var same ? (same.Text("state"), same.Number("same")) : default);
            }
        // The corrected list a second time, too.
        Assert.Equal((0, 0, 30), (await city.Confirm(await city.Import("organizations", "组织-改.xlsx", corrected))) is var repeated ? (repeated.Number("new"), repeated.Number("changed"), repeated.Number("same")) : default);
        Assert.Equal(after, await Events());
    }

    [Fact]
    public void Stand_in_the_old_workbook_as_in_the_new_one()
    {
        var old = SheetReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Registers", "mediators.xls")));
        var made = SheetReader.Read(MadeUpCity.Mediators());
        Assert.Equal(SheetFormat.Xls, old.Format);
        Assert.Equal(made.Rows.Select(r => $"{r.Number}: {string.Join('|', r.Cells.Select(c => c.Text))}"), old.Rows.Select(r => $"{r.Number}: {string.Join('|', r.Cells.Select(c => c.Text))}"));
        Assert.Equal(made.Merged.Order(Comparer<CellRange>.Create((a, b) => (a.FirstRow, a.FirstColumn).CompareTo((b.FirstRow, b.FirstColumn)))), old.Merged.Order(Comparer<CellRange>.Create((a, b) => (a.FirstRow, a.FirstColumn).CompareTo((b.FirstRow, b.FirstColumn)))));
    }

    private async Task AsImported()
    {
        var o = await Organization(MadeUpCity.OrganizationName(3));
        Assert.Equal((OrganizationStatus.Active, OrganizationType.Union, "220112", "某备〔2020〕4号"), (o.Status, o.Type, o.Unit, o.FilingNumber));
        Assert.Equal((new DateOnly(2020, 6, 1), new DateOnly(2019, 5, 20), 43m), (o.FiledOn, o.Profile.FoundedOn, o.Profile.PremisesArea));
        Assert.Equal((MediationSystems.All, true, false), (o.Profile.Systems, o.Profile.Posted, o.Listed));
        Assert.Equal(0, o.LateEntries);
        Assert.Equal(OrganizationStatus.Filed, (await Organization(MadeUpCity.OrganizationName(6))).Status);
    }

    private async Task AsAppointed()
    {
        var m = (await hub.Installation.Aggregates.Find<Mediator>(await One("select id from mediator_rows where certificate_number = 'JL-2024-0001'")))!.State;
        Assert.Equal((RunningHub.ValidId("22011219700101000"), new DateOnly(1970, 1, 1), "双阳区司法所", "所长"), (m.IdNumber.Value, m.Profile.BornOn, m.Profile.Employer.Value, m.Profile.Position.Value));
        var term = Assert.Single(m.Appointments);
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2026, 12, 31)), (term.From, term.Until));
        Assert.Equal([Qualification.Lawyer, Qualification.PeoplesMediator], m.Profile.Qualifications!);
        Assert.True(m.MayMediateAt(term.Organization, new(2026, 11, 20)));
    }

    private async Task<Organization> Organization(string name) => (await hub.Installation.Aggregates.Find<Organization>(await One("select id from organization_rows where name = @name", name)))!.State;

    private async Task<string> One(string sql, string? name = null)
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<string>(sql, new { name });
    }

    private async Task<long> Events()
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from events");
    }

    /// <summary>The error list with cells corrected in place, found by what it says; a row with no correction is taken out.</summary>
    private static async Task<byte[]> Corrected(HttpClient client, JsonObject import, RegisterForm form, Dictionary<int, Dictionary<string, string>> cells)
    {
        var list = SheetReader.Read(await client.GetByteArrayAsync($"/api/v1/imports/{import.Text("id")}/errors"));
        var heads = list.Rows[0].Cells.Select(c => c.Text).ToArray();
        Assert.StartsWith(RegisterForm.FindingsHeader, heads[0], StringComparison.Ordinal);
        var errors = import.Errors().ToLookup(e => e.Row);
        List<IReadOnlyList<object?>> rows = [];
        // The list holds the rows in their order; which is which stands beside each.
        var numbers = Numbers(import, list, errors);
        foreach (var (row, number) in list.Rows.Skip(1).Zip(numbers))
        {
            if (errors[number].Any()) Assert.Contains("错误", row[0].Text, StringComparison.Ordinal);
            if (cells.TryGetValue(number, out var mended) && mended.Count == 0) continue;
            rows.Add([.. heads.Select((head, i) => (object?)(mended is not null && form.ColumnOf(head) is { } column && mended.TryGetValue(form.Columns[column].Key, out var text) ? text : row[i].Text))]);
        }
        using var memory = new MemoryStream();
        await SheetWriter.Write(memory, new(form.Title, [.. heads.Select(h => new SheetColumn(h, 12))]), rows);
        return memory.ToArray();
    }

    /// <summary>Data rows of the first file: all but titles, heads, sums and notes.</summary>
    private static int[] Numbers(JsonObject import, Sheet list, ILookup<int, Said> errors)
    {
        var (first, count) = (import.Text("kind") is "organizations" ? 5 : 3, list.Rows.Count - 1);
        var numbers = Enumerable.Range(first, count + 1).Where(n => import.Text("kind") is not "organizations" || n != 20).Take(count).ToArray();
        Assert.All(errors, e => Assert.Contains(e.Key, numbers));
        return numbers;
    }

    private static string KeyOf(string kind, string? header) => RegisterForm.Find(kind)!.Columns.First(c => c.Header == header).Key;
}

/// <summary>A finding on the wire.</summary>
public sealed record Said(int Row, string? Column, string? Header, string Code, string Text, bool Warning);

/// <summary>Imports and exports as a caller sees them.</summary>
public static class RegisterCalls
{
    public static async Task<(HttpStatusCode Status, JsonObject Body)> HandIn(this HttpClient client, string kind, string name, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" } };
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content, "file", name);
        using var answer = await client.PostAsync("/api/v1/imports", form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    /// <summary>Hands in a file that can be read, and waits until it was looked over.</summary>
    public static async Task<JsonObject> Import(this HttpClient client, string kind, string name, byte[] file)
    {
        var (status, import) = await client.HandIn(kind, name, file);
        Assert.True(status is HttpStatusCode.Created, import.ToJsonString());
        return await client.Rested(import);
    }

    public static async Task<JsonObject> Confirm(this HttpClient client, JsonObject import)
    {
        var (status, confirmed, _) = await client.Post($"/api/v1/imports/{import.Text("id")}/confirm", null);
        Assert.True(status is HttpStatusCode.OK, confirmed.ToJsonString());
        return await client.Rested(confirmed);
    }

    public static async Task<byte[]> Export(this HttpClient client, string kind, string format, string purpose)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/registers/{kind}/export", new { format, purpose });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public static async Task<JsonObject> Rested(this HttpClient client, JsonObject import)
    {
        var until = DateTimeOffset.UtcNow.AddMinutes(2);
        while (import.Text("state") is "checking" or "running")
        {
            Assert.True(DateTimeOffset.UtcNow < until, import.ToJsonString());
            await Task.Delay(100);   // asks again, as the page does
            import = await client.Get($"/api/v1/imports/{import.Text("id")}");
        }
        return await client.Get($"/api/v1/imports/{import.Text("id")}");
    }

    public static string Text(this JsonObject of, string name) => of[name]!.GetValue<string>();
    public static int Number(this JsonObject of, string name) => of[name]!.GetValue<int>();
    public static bool True(this JsonObject of, string name) => of[name]!.GetValue<bool>();

    public static IReadOnlyList<Said> Errors(this JsonObject import) => [.. Findings(import).Where(f => !f.Warning)];
    public static IReadOnlyList<Said> Warnings(this JsonObject import) => [.. Findings(import).Where(f => f.Warning)];

    private static IEnumerable<Said> Findings(JsonObject import) => import["findings"]!.AsArray().Select(f => new Said(
        f!["row"]!.GetValue<int>(), f["column"]?.GetValue<string>(), f["header"]?.GetValue<string>(), f["code"]!.GetValue<string>(), f["text"]!.GetValue<string>(), f["warning"]!.GetValue<bool>()));
}
