using System.Globalization;
using System.Text;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

/// <summary>
/// Plays scripts through the real commands, many at once so that they share commits. Each script keeps its own order;
/// steps that draw a number wait for their turn, so the numbers are the same each time.
/// </summary>
/// <param name="again">A first attempt did not get to the end: what is on record already is passed over.</param>
internal sealed class Playback(Installation installation, bool again) : IDisposable
{
    private const int AtOnce = 192;

    /// <summary>A file that is flushed to the disk holds its thread: many at once would leave none to the commands.</summary>
    private const int UploadsAtOnce = 4;

    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly SemaphoreSlim _uploads = new(UploadsAtOnce);
    private readonly List<string> _refused = [];
    private int _commands;
    private volatile bool _broken;

    /// <summary>Commands that were sent.</summary>
    public int Commands => _commands;

    /// <summary>What was not done as planned, and why.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public void Dispose()
    {
        _room.Dispose();
        _uploads.Dispose();
    }

    /// <param name="progress">Called after each tenth, with how many scripts are done.</param>
    public async Task Play(IReadOnlyList<Script> scripts, Action<int>? progress = null)
    {
        var turns = Turns(scripts);
        var done = 0;
        await Task.WhenAll(scripts.Select(async script =>
        {
            await Task.Yield();
            try
            {
                await Play(script, turns);
                var now = Interlocked.Increment(ref done);
                if (now % Math.Max(1, scripts.Count / 10) == 0 && now < scripts.Count) progress?.Invoke(now);
            }
            catch
            {
                _broken = true;
                throw;
            }
            finally
            {
                foreach (var step in script.Steps) turns.GetValueOrDefault(step)?.Over.TrySetResult();
            }
        }));
    }

    private async Task Play(Script script, Dictionary<Step, Turn> turns)
    {
        var last = new Dictionary<string, DateTimeOffset?>();
        var refused = new HashSet<string>();
        foreach (var step in script.Steps)
        {
            if (refused.Contains(step.Stream)) continue;   // what was to follow stands on the step that was refused
            var turn = turns.GetValueOrDefault(step);
            if (turn is not null) await turn.Before;
            if (_broken) return;
            var refusal = await IsOnRecord(step, last) ? null : await Send(step);
            turn?.Over.TrySetResult();
            if (refusal is null) continue;
            refused.Add(step.Stream);
            lock (_refused) _refused.Add($"{step}: {refusal.Code} {refusal.English}");
        }
    }

    private async Task<Refusal?> Send(Step step)
    {
        await _room.WaitAsync();
        try
        {
            installation.Clock.Hold(step.At);
            var files = new FileId[step.Files.Count];
            for (var i = 0; i < files.Length; i++) files[i] = await Upload(step.Files[i], step.Actor.UserName);
            Interlocked.Increment(ref _commands);
            return await step.Send(installation.Aggregates, files);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<bool> IsOnRecord(Step step, Dictionary<string, DateTimeOffset?> last)
    {
        if (!again) return false;
        if (!last.TryGetValue(step.Stream, out var entered)) last[step.Stream] = entered = await step.LastEntry(installation.Aggregates);
        return entered >= step.At;
    }

    private async Task<FileId> Upload(DemoFile file, string userName)
    {
        await _uploads.WaitAsync();
        try
        {
            return (await installation.Files.Add(file.Name, OnePage(file.Lines), userName)).File!.Id;
        }
        finally
        {
            _uploads.Release();
        }
    }

    private static Dictionary<Step, Turn> Turns(IReadOnlyList<Script> scripts)
    {
        var turns = new Dictionary<Step, Turn>(ReferenceEqualityComparer.Instance);
        foreach (var series in scripts.SelectMany(s => s.Steps).Where(s => s.Series is not null).GroupBy(s => s.Series))
        {
            var before = Task.CompletedTask;
            foreach (var step in series.OrderBy(s => s.At).ThenBy(s => s.Stream, StringComparer.Ordinal))
            {
                var turn = turns[step] = new Turn(before);
                before = turn.Over.Task;
            }
        }
        return turns;
    }

    /// <summary>A PDF of one page. Its font is one of those that readers bring along for Chinese.</summary>
    internal static byte[] OnePage(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("BT /F 18 Tf 72 760 Td 30 TL\n");
        foreach (var line in lines) text.Append(CultureInfo.InvariantCulture, $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(line))}> Tj T* /F 13 Tf\n");
        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 7 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places) pdf.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private sealed record Turn(Task Before)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
