namespace Cases;

public static partial class Singles
{
    [Differentiable]
    public static float Softplus(float x, float beta) => MathF.Log(1f + MathF.Exp(beta * x)) / beta;
}
