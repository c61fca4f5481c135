using MediationHub.Bench;

try
{
    var options = BenchOptions.From(args);
    await Run.Of(options);
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}
