using System.Diagnostics;
using MediationHub.Silo.Tests;
using MediationHub.Tests.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MediationHub.Silo.Journeys;

/// <summary>
/// A reverse proxy without sticky sessions: each request goes to the next silo. A silo is killed between two requests of its own, since what a
/// browser is told of a request that dies with its server is no matter of the cluster. A stream of live figures, which never ends, is cut.
/// </summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    private readonly SiloProcess[] _silos;
    private readonly int[] _inside;
    private readonly bool[] _closed;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) });
    private readonly WebApplication _app;
    private int _next;

    private FrontDoor(SiloProcess[] silos)
    {
        (_silos, _inside, _closed) = (silos, new int[silos.Length], new bool[silos.Length]);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestBodySize) = (false, 128 * 1024, 32 * 1024 * 1024));
        _app = builder.Build();
        _app.Run(Forward);
    }

    public Uri Address => new(_app.Urls.Single());
    public int Kills { get; private set; }

    public static async Task<FrontDoor> Open(SiloProcess[] silos)
    {
        var door = new FrontDoor(silos);
        await door._app.StartAsync();
        return door;
    }

    /// <summary>Kills a silo when it has answered what it was asked, and starts it again.</summary>
    public async Task Kill(int silo)
    {
        Volatile.Write(ref _closed[silo], true);
        for (var asked = Stopwatch.StartNew(); Volatile.Read(ref _inside[silo]) > 0; await Task.Delay(10))
            if (asked.Elapsed > LongestRequest) throw new TimeoutException($"Silo {silo} did not answer within {LongestRequest}.");
        await _silos[silo].Kill();
        Kills++;
        await _silos[silo].Start();
        Volatile.Write(ref _closed[silo], false);
    }

    /// <summary>Starts a silo again that was declared dead, as a supervisor does.</summary>
    /// <exception cref="InvalidOperationException">One ended by itself for another reason.</exception>
    public async Task StartDeclaredDead()
    {
        for (var silo = 0; silo < _silos.Length; silo++)
        {
            if (!_silos[silo].WasDeclaredDead()) continue;
            Volatile.Write(ref _closed[silo], true);
            await _silos[silo].Start();
            Volatile.Write(ref _closed[silo], false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
        var failures = new List<Exception>();
        foreach (var silo in _silos)
        {
            try
            {
                if (!silo.WasDeclaredDead()) await silo.Stop();
            }
            catch (InvalidOperationException e)
            {
                if (!silo.ToldDead) failures.Add(e);   // it may hear of it while it leaves
            }
        }
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <summary>What only reads is asked of another silo when one did not answer.</summary>
    private async Task Forward(HttpContext http)
    {
        var silo = await Enter(-1);
        if (!await Forward(http, silo, last: !HttpMethods.IsGet(http.Request.Method))) await Forward(http, await Enter(silo), last: true);
    }

    /// <returns>False where there was no answer and the request may be sent to another silo.</returns>
    private async Task<bool> Forward(HttpContext http, int silo, bool last)
    {
        var streams = false;
        try
        {
            using var request = new HttpRequestMessage(new(http.Request.Method), new Uri(_silos[silo].Address, http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent()));
            if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(http.Request.Body);
            foreach (var (name, values) in http.Request.Headers)
                if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            using var response = await _http.SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)) http.Response.Headers[name] = values.ToArray();
            streams = response.Content.Headers.ContentType?.MediaType is "text/event-stream";
            if (streams) Interlocked.Decrement(ref _inside[silo]);
            await using var body = await response.Content.ReadAsStreamAsync(http.RequestAborted);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await body.ReadAsync(buffer, http.RequestAborted)) > 0;)
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (Exception e) when (ServedProgram.NoAnswer(e))
        {
            if (!last && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested) return false;
            if (!streams) http.Abort();   // a stream just ends: the page opens it again
        }
        finally
        {
            if (!streams) Interlocked.Decrement(ref _inside[silo]);
        }
        return true;
    }

    /// <param name="not">That one, which did not answer, is left out.</param>
    private async Task<int> Enter(int not)
    {
        for (; ; await Task.Delay(5))
        {
            for (var tried = 0; tried < _silos.Length; tried++)
            {
                var silo = (int)((uint)Interlocked.Increment(ref _next) % (uint)_silos.Length);
                if (silo == not || Volatile.Read(ref _closed[silo])) continue;
                Interlocked.Increment(ref _inside[silo]);
                if (!Volatile.Read(ref _closed[silo])) return silo;
                Interlocked.Decrement(ref _inside[silo]);
            }
        }
    }
}
