using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MediationHub.Faults;

/// <summary>A mail as a server got it.</summary>
internal sealed record Mail(string MessageId, string To, string Text);

/// <summary>A mail server that keeps what it gets, and can leave its callers waiting.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private int _callers;

    public Mailbox()
    {
        _listener.Start();
        _listening = Task.Run(Listen);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public ConcurrentQueue<Mail> Mails { get; } = new();

    /// <summary>So many connected so far.</summary>
    public int Callers => Volatile.Read(ref _callers);

    /// <summary>Whoever connects gets no answer.</summary>
    public bool Silent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _callers);
                talks.Add(Talk(caller, Silent));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient caller, bool silent)
    {
        try
        {
            using (caller)
            {
                if (silent) await Task.Delay(Timeout.Infinite, _stop.Token);
                using var reader = new StreamReader(caller.GetStream(), Encoding.ASCII);
                await using var writer = new StreamWriter(caller.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 mailbox");
                var to = "";
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase)) to = line[8..].Trim('<', '>', ' ');
                    if (line.Equals("QUIT", StringComparison.OrdinalIgnoreCase)) return;
                    if (!line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
                    {
                        await writer.WriteLineAsync("250 ok");
                        continue;
                    }
                    await writer.WriteLineAsync("354 go on");
                    var lines = new List<string>();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") lines.Add(text);
                    var head = lines.TakeWhile(l => l.Length > 0).ToList();
                    Mails.Enqueue(new(head.First(h => h.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))[11..].Trim(), to, Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(lines.Skip(head.Count))))));
                    await writer.WriteLineAsync("250 kept");
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The caller is gone, or the test is over.
        }
    }
}
