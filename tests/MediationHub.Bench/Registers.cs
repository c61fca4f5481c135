using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>
/// Registers in and out as an office meets them, over HTTP: a list of mediators handed in, looked over, entered, and handed in again, which must change nothing;
/// and the export of up to 100,000 cases. The program serves in a process of its own, on data that its seed made.
/// </summary>
internal static class Registers
{
    private const double RowsPerSecond = 2_000, ExportSeconds = 30, ExportMegabytes = 200;

    private sealed record Measured(string What, int Rows, double Seconds)
    {
        public double PerSecond => Rows / Math.Max(Seconds, 0.001);
    }

    public static async Task Of(BenchOptions options)
    {
        var data = options.Data ?? Path.Combine(options.Folder, "desk");
        if (options.Data is null)
        {
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
            await Desk.Start(options.Program, data, null, "seed", "--cases", $"{options.Cases}").WaitForExitAsync();
        }
        var address = new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}");
        var program = Desk.Start(options.Program, data, address, "serve", "--demo");
        try
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
            await ServedProgram.Ready(program, address);
            var (head, auditor) = (await Desk.SignIn(http, "head"), await Desk.SignIn(http, "auditor"));
            http.DefaultRequestHeaders.Authorization = new("Bearer", head);
            var house = (await http.GetFromJsonAsync<JsonObject>("/api/v1/me"))!["organizationId"]!.GetValue<string>();
            var file = List((await http.GetFromJsonAsync<JsonObject>($"/api/v1/organizations/{house}"))!["name"]!.GetValue<string>(), options.Rows);

            var measured = new List<Measured>();
            Desk.Say("looking over");
            var (import, seconds) = await HandedIn(http, file);
            if (import["errors"]!.GetValue<int>() > 0) throw new InvalidOperationException($"the made-up list has errors: {import["findings"]![0]}");
            measured.Add(new("looked over, file read and every row validated", options.Rows, seconds));
            Desk.Say("entering");
            var watch = Stopwatch.StartNew();
            using (var confirmed = await http.PostAsync($"/api/v1/imports/{import["id"]}/confirm", null)) confirmed.EnsureSuccessStatusCode();
            import = await Rested(http, import);
            measured.Add(new("entered through the commands", import["new"]!.GetValue<int>(), watch.Elapsed.TotalSeconds));
            Desk.Say("handing in again");
            var (again, compared) = await HandedIn(http, file);
            var same = again["same"]!.GetValue<int>();
            measured.Add(new("handed in again, compared with what is there", same, compared));
            Desk.Say("export");
            var resting = program.WorkingSet64;
            program.Refresh();
            resting = program.WorkingSet64 / 1048576;
            http.DefaultRequestHeaders.Authorization = null;
            var export = await Desk.Export(http, auditor, program.Id);
            Write(options, measured, same, export, resting, await Desk.ServerTotal(http, auditor));
        }
        finally
        {
            await ServedProgram.Stop(program);
        }
    }

    private static async Task<(JsonObject Import, double Seconds)> HandedIn(HttpClient http, byte[] file)
    {
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        form.Add(new StringContent("mediators"), "kind");
        form.Add(content, "file", "mediators.csv");
        var watch = Stopwatch.StartNew();
        using var answer = await http.PostAsync("/api/v1/imports", form);
        var import = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"import: {(int)answer.StatusCode} {import}");
        return (await Rested(http, import), watch.Elapsed.TotalSeconds);
    }

    /// <summary>The import once nothing more is being done with it.</summary>
    private static async Task<JsonObject> Rested(HttpClient http, JsonObject import)
    {
        while (true)
        {
            import = (await http.GetFromJsonAsync<JsonObject>($"/api/v1/imports/{import["id"]}"))!;
            if (import["state"]!.GetValue<string>() is not ("checking" or "running")) return import;
            await Task.Delay(20);
        }
    }

    /// <summary>Attachment 4 with numbers that hold, one mediator to a line.</summary>
    private static byte[] List(string organization, int rows)
    {
        var text = new StringBuilder("所在组织,姓名,性别,出生年月,身份证号,学历,工作单位及职务,专/兼职,调解员证号,聘期起止,培训学时,联系电话\r\n");
        for (var i = 0; i < rows; i++)
        {
            var (year, month, day) = (1966 + i / 336 % 34, 1 + i / 28 % 12, 1 + i % 28);
            var id = Id(string.Create(CultureInfo.InvariantCulture, $"2201{i / 11424 % 90 + 10:00}{year}{month:00}{day:00}{i % 499 * 2:000}"));
            text.Append(CultureInfo.InvariantCulture, $"{organization},张{(char)('一' + i % 500)},女,{year}.{month:00},{id},本科,街道办事处 科员,兼职,CS-{i:000000},2026.01-2027.12,24,139{i:00000000}\r\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Id(string first17)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return first17 + "10X98765432"[weights.Select((w, i) => w * (first17[i] - '0')).Sum() % 11];
    }

    private static void Write(BenchOptions options, List<Measured> measured, int same, (int Bytes, double Seconds, double Megabytes) export, double resting, int total)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Registers, {DateTime.UtcNow:yyyy-MM-dd}, commit {options.Commit}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {options.Cases:N0} cases behind it, over HTTP on the same processors.").AppendLine();
        page.AppendLine("| what | rows | seconds | rows per second | target | |").AppendLine("|---|---:|---:|---:|---|---|");
        foreach (var one in measured)
        {
            var counts = one == measured[0];
            page.AppendLine(CultureInfo.InvariantCulture, $"| {one.What} | {one.Rows:N0} | {one.Seconds:0.0} | {one.PerSecond:N0} | {(counts ? $"≥ {RowsPerSecond:N0}/s" : one == measured[^1] ? "all the same" : "")} | {(counts ? one.PerSecond >= RowsPerSecond ? "met" : "**missed**" : one == measured[^1] ? same == options.Rows ? "met" : "**missed**" : "")} |");
        }
        var more = export.Megabytes - resting;
        page.AppendLine(CultureInfo.InvariantCulture, $"| export of cases to xlsx, {export.Bytes / 1024.0:N0} KB | {Math.Min(total, 100_000):N0}{(total >= 10_000 ? " or more" : "")} | {export.Seconds:0.0} | | ≤ {ExportSeconds:0} s | {(export.Seconds <= ExportSeconds ? "met" : "**missed**")} |");
        page.AppendLine(CultureInfo.InvariantCulture, $"| memory that the export took beyond {resting:0} MB before it | | | {more:0} MB | ≤ {ExportMegabytes:0} MB | {(more <= ExportMegabytes ? "met" : "**missed**")} |");
        Console.WriteLine(page);
        if (options.Rows < BenchOptions.OfficialRows || options.Cases < BenchOptions.OfficialCases || options.Results is not { } folder) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}-{options.Commit}-registers.md"), page.ToString());
    }
}
