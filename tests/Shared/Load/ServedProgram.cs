using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MediationHub.Tests.Load;

/// <summary>The built program as a process of its own on loopback.</summary>
internal static class ServedProgram
{
    /// <summary>A program that is newer than its data makes millions of rows anew before it answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until the program answers.</summary>
    /// <param name="said">What it said so far, to be told where it does not.</param>
    public static async Task Ready(Process program, Uri address, Func<string>? said = null)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            if (program.HasExited || watch.Elapsed > Patience) throw new InvalidOperationException($"the program {(program.HasExited ? $"ended with {program.ExitCode}" : "is not ready")}: {said?.Invoke()}");
            try
            {
                if ((await http.GetAsync(new Uri(address, "/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (Exception e) when (NoAnswer(e))
            {
                // It does not listen yet.
            }
        }
    }

    /// <summary>
    /// Whether a request found nobody, or lost whom it had found. A connection that is reset as soon as it stands comes as a bare <see cref="SocketException"/>: the client asks
    /// for its other end outside of what it wraps (HttpConnectionPool.ConnectAsync of .NET 10).
    /// </summary>
    public static bool NoAnswer(Exception e) => e is HttpRequestException or SocketException or IOException or OperationCanceledException;

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    /// <returns>What it ended with.</returns>
    public static async Task<int> Stop(Process program)
    {
        using (program)
        {
            if (program.HasExited) return program.ExitCode;
            using (var kill = Process.Start("kill", ["-TERM", $"{program.Id}"])) await kill.WaitForExitAsync();
            await program.WaitForExitAsync();
            return program.ExitCode;
        }
    }
}
