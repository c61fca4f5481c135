namespace MediationHub.Documents;

/// <summary>What is compressed and waits to be passed on: the archive writes synchronously, which a web response does not take.</summary>
public sealed class WaitingStream : Stream
{
    private readonly MemoryStream _waiting = new();
    private long _passed;

    /// <summary>Writes what has gathered since the last time.</summary>
    public async Task PassOn(Stream into, CancellationToken cancel)
    {
        await into.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancel);
        _passed += _waiting.Length;
        _waiting.SetLength(0);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _passed + _waiting.Length; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);
    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _waiting.Dispose();
        base.Dispose(disposing);
    }
}
