using LstmModel;

// A wave with a period of 12 steps.
double[] series = [.. Enumerable.Range(0, 40).Select(t => Math.Sin(2 * Math.PI * t / 12))];
var trainer = new Trainer(units: 6, seed: 1);

for (int epoch = 0; epoch <= 500; epoch++)
{
    double loss = trainer.Learn(series);
    if (epoch % 100 == 0)
        Console.WriteLine($"epoch {epoch,3}: loss {loss:F6}");
}

// The cell reads the series, and the last prediction is one that it has not seen.
double[] h = new double[trainer.ReadOut.Length - 1];
double[] c = new double[h.Length];
double prediction = 0;
foreach (double x in series)
    prediction = Lstm.Step(trainer.Gates, trainer.ReadOut, x, h, c);
Console.WriteLine($"next value: {prediction:F3}, the wave has {Math.Sin(2 * Math.PI * series.Length / 12):F3}");
