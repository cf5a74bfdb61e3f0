"""What special characters and predefined strings of groff look like, from groff_char(7)."""

from __future__ import annotations

from functools import cache

# name character, name character, ...
_NAMES = """
- - hy - em — en – mi - pl + mu × di ÷ tmu × tdi ÷ t+- ± eq = +- ± == ≡ != ≠ >= ≥ <= ≤
~~ ≈ ~= ≅ =~ ≅ |= ≃ ap ∼ pt ∝
>> ≫ << ≪ if ∞ sr √ is ∫ sum ∑ product ∏ fa ∀ te ∃ mo ∈ nm ∉ AN ∧ OR ∨ no ¬ tno ¬ ca ∩ cu ∪
sb ⊂ sp ⊃ ib ⊆ ip ⊇ es ∅ tf ∴ 3d ∴ pd ∂ gr ∇ c* ⊗ c+ ⊕ pp ⊥ /_ ∠ Im ℑ Re ℜ Ah ℵ wp ℘ -h ℏ
<- ← -> → <> ↔ da ↓ ua ↑ va ↕ lA ⇐ rA ⇒ hA ⇔ dA ⇓ uA ⇑ vA ⇕ an ⎯
lq “ rq ” oq ‘ cq ’ dq " aq ' Bq „ bq ‚ Fo « Fc » fo ‹ fc ›
lB [ rB ] lC { rC } la ⟨ ra ⟩ bv │ br │ ba | bb ¦ lt ⎧ lk ⎨ lb ⎩ rt ⎫ rk ⎬ rb ⎭ lc ⎡ lf ⎣ rc ⎤ rf ⎦
bu • ci ○ sq □ dg † dd ‡ lh ☜ rh ☞ at @ sh # CR ↵ OK ✓ ps ¶ sc § ** ∗ lz ◊ bs bs
sl / rs \\ ha ^ ti ~ ul _ ru _ rn ‾ ga ` aa ´ ho ˛ a^ ^ a~ ~ a" ˝ a- ¯ a. ˙ ab ˘ ac ¸ ad ¨ ah ˇ ao ˚
co © rg ® tm ™ de ° %0 ‰ fm ′ sd ″ mc µ Of ª Om º S1 ¹ S2 ² S3 ³ 12 ½ 14 ¼ 34 ¾ 18 ⅛ 38 ⅜ 58 ⅝ 78 ⅞
Do $ ct ¢ Eu € eu € Ye ¥ Po £ Cs ¤ Fn ƒ r! ¡ r? ¿ ff ff fi fi fl fl Fi ffi Fl ffl
AE Æ ae æ OE Œ oe œ ss ß -D Ð Sd ð TP Þ Tp þ IJ Ĳ ij ĳ .i ı .j ȷ /L Ł /l ł /O Ø /o ø
'A Á 'E É 'I Í 'O Ó 'U Ú 'Y Ý 'a á 'e é 'i í 'o ó 'u ú 'y ý 'C Ć 'c ć
:A Ä :E Ë :I Ï :O Ö :U Ü :Y Ÿ :a ä :e ë :i ï :o ö :u ü :y ÿ
^A Â ^E Ê ^I Î ^O Ô ^U Û ^a â ^e ê ^i î ^o ô ^u û
`A À `E È `I Ì `O Ò `U Ù `a à `e è `i ì `o ò `u ù
~A Ã ~N Ñ ~O Õ ~a ã ~n ñ ~o õ vS Š vs š vZ Ž vz ž ,C Ç ,c ç oA Å oa å
*A Α *B Β *G Γ *D Δ *E Ε *Z Ζ *Y Η *H Θ *I Ι *K Κ *L Λ *M Μ *N Ν *C Ξ *O Ο *P Π *R Ρ *S Σ *T Τ *U Υ
*F Φ *X Χ *Q Ψ *W Ω *a α *b β *g γ *d δ *e ε *z ζ *y η *h θ *i ι *k κ *l λ *m μ *n ν *c ξ *o ο *p π
*r ρ *s σ ts ς *t τ *u υ *f ϕ +f φ *x χ *q ψ *w ω +h ϑ +p ϖ +e ϵ
CL ♣ SP ♠ HE ♥ DI ♦ u2010 ‐ lh ☜
"""

# Strings that man(7) macros or groff define before a page is read.
STRINGS = {"lq": "“", "rq": "”", "R": "®", "Tm": "™", "S": "", "Aq": "'", "HF": ""}


@cache
def named() -> dict[str, str]:
    """Special characters by name: `em` to an em dash, for `\\(em` and `\\[em]`."""
    words = _NAMES.split()
    table = dict(zip(words[::2], words[1::2], strict=True))
    return table | {"bs": "", "nbsp": "\N{NO-BREAK SPACE}", "shy": "", "rs": "\\", "dq": '"'}
