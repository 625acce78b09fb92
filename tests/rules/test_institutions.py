"""Organisations of a page: which words are mentions, and of which organisation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import beritanlp as bn
from beritanlp.domain import Analysis, InstitutionKind

Institutions = Callable[[str], list[tuple[str | None, list[str]]]]


@pytest.mark.parametrize(
    "name",
    [
        "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        "Kementerian PAN-RB",
        "Kementerian PANRB",
        "Kementerian PAN RB",
        "KemenPAN-RB",
        "Kemenpan-RB",
        "Kemenpan RB",
        "KemenPANRB",
        "Kemenpanrb",
    ],
)
def test_every_spelling_of_one_ministry_has_one_id(
    institutions_in: Institutions, name: str
) -> None:
    found = institutions_in(f"Pejabat {name} meninjau kantor kelurahan itu.")
    assert found == [("kemenpanrb", [name])]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pemkab Jember", "Pemerintah Kabupaten Jember"),
        ("Pemkot Bogor", "Pemerintah Kota Bogor"),
        ("Pemprov Jabar", "Pemerintah Provinsi Jawa Barat"),
        ("Dinkes Kota Bogor", "Dinas Kesehatan Kota Bogor"),
        ("DPRD Jember", "Dewan Perwakilan Rakyat Daerah Kabupaten Jember"),
        ("Polres Jember", "Kepolisian Resor Jember"),
        ("Polda Jatim", "Kepolisian Daerah Jawa Timur"),
        ("Kejari Jember", "Kejaksaan Negeri Jember"),
        ("KPU Papua", "Komisi Pemilihan Umum Provinsi Papua"),
        ("BMKG", "Badan Meteorologi, Klimatologi, dan Geofisika"),
        ("Kemenkes", "Kementerian Kesehatan"),
        ("MK", "Mahkamah Konstitusi"),
        ("PDI-P", "Partai Demokrasi Indonesia Perjuangan"),
        ("PDIP", "PDI Perjuangan"),
        ("BI", "Bank Indonesia"),
    ],
)
def test_short_and_long_form_are_one_institution(
    institutions_in: Institutions, left: str, right: str
) -> None:
    found = institutions_in(f"Pegawai {left} datang pagi. Pegawai {right} datang siang.")
    assert len(found) == 1
    id_, mentions = found[0]
    assert id_ is not None
    assert mentions == [left, right]


def test_acronym_in_brackets_is_a_second_mention(institutions_in: Institutions) -> None:
    text = "Pegawai Badan Pengawas Pemilu (Bawaslu) memeriksa gudang. Kantor Bawaslu tutup."
    assert institutions_in(text) == [("bawaslu", ["Badan Pengawas Pemilu", "Bawaslu", "Bawaslu"])]


def test_region_behind_the_bracket_belongs_to_the_whole(institutions_in: Institutions) -> None:
    text = "Petugas Badan Pengawas Pemilu (Bawaslu) Provinsi Papua memeriksa gudang."
    found = institutions_in(text)
    assert len(found) == 1
    assert found[0][1] == ["Badan Pengawas Pemilu (Bawaslu) Provinsi Papua", "Bawaslu"]


def test_office_in_brackets_is_no_mention(institutions_in: Institutions) -> None:
    text = "Kepala Dinas Kesehatan (Kadinkes) Kota Bogor Sari Wulandari pulang."
    assert "Kadinkes" not in [m for _, mentions in institutions_in(text) for m in mentions]


def test_coordination_without_its_head_is_two(institutions_in: Institutions) -> None:
    text = "Pejabat Kementerian Dalam Negeri dan Keuangan bertemu di Semarang."
    assert institutions_in(text) == [
        ("kemendagri", ["Kementerian Dalam Negeri"]),
        ("kemenkeu", ["Keuangan"]),
    ]


def test_dan_inside_a_name_is_one(institutions_in: Institutions) -> None:
    text = "Pejabat Kementerian Hukum dan Hak Asasi Manusia bertemu di Semarang."
    found = institutions_in(text)
    assert [mentions for _, mentions in found] == [["Kementerian Hukum dan Hak Asasi Manusia"]]


def test_dan_between_two_names_is_two(institutions_in: Institutions) -> None:
    text = "Pegawai KPU Kabupaten Indramayu dan Bawaslu Kabupaten Indramayu bertemu."
    assert [mentions for _, mentions in institutions_in(text)] == [
        ["KPU Kabupaten Indramayu"],
        ["Bawaslu Kabupaten Indramayu"],
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("Ketua KPU Papua pulang.", ["KPU Papua"], id="inside a title"),
        pytest.param("Rapat di Gedung BNPB berakhir siang.", ["BNPB"], id="inside a building"),
        pytest.param("Isi Peraturan KPU Nomor 10 dibahas.", ["KPU"], id="inside a rule"),
        pytest.param("Kepala BPBD Kabupaten Jember pulang.", ["BPBD Kabupaten Jember"], id="head"),
        pytest.param(
            "Kepala Biro Humas Kementerian Sosial pulang.",
            ["Kementerian Sosial"],
            id="unlisted unit with its parent",
        ),
        pytest.param(
            "Rapat Badan Musyawarah DPRD Kota Bekasi berakhir siang.",
            ["DPRD Kota Bekasi"],
            id="unlisted body of a council",
        ),
        pytest.param(
            "Murid SMA Negeri 1 Jember menang.", ["SMA Negeri 1 Jember"], id="school with number"
        ),
        pytest.param(
            "Petugas Direktorat Jenderal Pajak datang.",
            ["Direktorat Jenderal Pajak"],
            id="unit with a name of its own",
        ),
        pytest.param(
            "Karyawan PT Tirta Wanasari (Persero) mogok.",
            ["PT Tirta Wanasari (Persero)"],
            id="company form in brackets",
        ),
        pytest.param(
            "Saham PT Bank Central Asia Tbk. naik.",
            ["PT Bank Central Asia Tbk."],
            id="legal form behind a listed company",
        ),
        pytest.param("Ketua IWO Jember pulang.", ["IWO Jember"], id="branch of an association"),
        pytest.param("Warga pemerintah Prancis pulang.", ["pemerintah Prancis"], id="other state"),
        pytest.param(
            "Dilansir dari laman Suara Wanasari, jalan itu rusak.",
            ["Suara Wanasari"],
            id="cited medium",
        ),
        pytest.param("Maskapai Sukakata menambah kursi.", ["Sukakata"], id="noun before the name"),
        pytest.param(
            "Perusahaan keamanan siber Sukakata menambah kursi. Kantor Sukakata ramai.",
            ["Sukakata", "Sukakata"],
            id="noun before the name, and again",
        ),
        pytest.param(
            "“Kami siap,” kata analis Sukakata Futures, Rudi Hartanta.",
            ["Sukakata Futures"],
            id="employer",
        ),
        pytest.param(
            "Murid Sekolah Dasar Negeri (SDN) Wanasari 2 menang.",
            ["Sekolah Dasar Negeri (SDN) Wanasari 2", "SDN"],
            id="bracket inside a name",
        ),
        pytest.param(
            "Dosen Fakultas Hukum Universitas Indonesia pulang.",
            ["Universitas Indonesia"],
            id="faculty",
        ),
        pytest.param(
            "Rapat Komisi XI DPR RI berakhir siang.", ["DPR RI"], id="committee of a house"
        ),
        pytest.param(
            "Petugas Dinas Pariwisata, Pemuda, dan Olahraga pulang.",
            ["Dinas Pariwisata, Pemuda, dan Olahraga"],
            id="list inside a name, comma before dan",
        ),
        pytest.param(
            "Pejabat kementerian Keuangan RI pulang.", ["kementerian Keuangan RI"], id="lower case"
        ),
        pytest.param(
            "Pejabat Kementerian Pendayagunaan Aparatur Negara dam Reformasi Birokrasi pulang.",
            ["Kementerian Pendayagunaan Aparatur Negara dam Reformasi Birokrasi"],
            id="slip in dan",
        ),
        pytest.param(
            "Penyidik Komisi Pemberantasan Korpsi pulang.",
            ["Komisi Pemberantasan Korpsi"],
            id="slip in a word",
        ),
        pytest.param("Dosen Universitas Jember hadir.", ["Universitas Jember"], id="university"),
        pytest.param("Anggota DPR pulang lebih awal.", ["DPR"], id="anggota DPR"),
        pytest.param("Kader Partai Golkar berkumpul.", ["Partai Golkar"], id="party"),
        pytest.param(
            "Sekretaris DPRD Sari Wulandari pulang.", ["DPRD"], id="acronym before a person"
        ),
        pytest.param(
            "Sekretaris Jenderal (Sekjen) PDI-P Rudi Hartanta pulang.",
            ["PDI-P"],
            id="behind an office in brackets",
        ),
    ],
)
def test_mentions_of_one_institution(
    institutions_in: Institutions, text: str, mentions: list[str]
) -> None:
    assert [found for _, found in institutions_in(text)] == [mentions]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Menteri BUMN meninjau pabrik itu.", id="fused office"),
        pytest.param("Menteri Dalam Negeri meninjau kantor itu.", id="minister"),
        pytest.param("Kapolri meninjau kantor itu.", id="police chief"),
        pytest.param("Gubernur Jawa Barat meninjau kantor itu.", id="governor"),
        pytest.param("Warga Kabupaten Jember mengungsi ke bukit.", id="regency as a place"),
        pytest.param("Warga Kota Bogor mengungsi ke bukit.", id="city as a place"),
        pytest.param("Pemerintah menaikkan harga pupuk.", id="pemerintah"),
        pytest.param("Pejabat kementerian itu pulang.", id="kementerian itu"),
        pytest.param("Anggota dewan pulang lebih awal.", id="dewan alone"),
        pytest.param("Warga membawa air dari sungai.", id="nothing"),
        pytest.param(
            "JAKARTA, KOMPAS.com — Warga membawa air dari sungai pada Senin.",
            id="outlet in the dateline",
        ),
        pytest.param(
            "Jakarta (ANTARA) - Warga membawa air dari sungai pada Senin.",
            id="agency in the dateline",
        ),
        pytest.param(
            "Warga Ogan Komering Ilir (OKI) mengungsi. Jalan di OKI terputus.",
            id="acronym of a place that is also one of an organisation",
        ),
        pytest.param("Menteri Kominfo meninjau kantor itu.", id="fused office, mixed case"),
        pytest.param("Para Badan Usaha Jalan Tol (BUJT) menolak.", id="class of bodies"),
        pytest.param("Polisi menyita mobil Toyota itu.", id="make of a car"),
        pytest.param("Ia membeli Toyota Avanza pada Senin.", id="model of a car"),
        pytest.param("Saham BBCA (+5,00%) naik.", id="price of a share"),
        pytest.param("Materi SD Kelas 4 dibahas di layar.", id="class of a school"),
        pytest.param("Sukamulya (Lampost.co) — Warga membawa air.", id="outlet in brackets"),
    ],
)
def test_no_mention(institutions_in: Institutions, text: str) -> None:
    assert institutions_in(text) == []


def test_unlisted_institution_keeps_its_fullest_form(
    analyze: Callable[[str], Analysis],
) -> None:
    text = (
        "Yayasan Rawat Sungai Wanasari membuka dapur umum. "
        "Relawan Yayasan Rawat Sungai datang sejak pagi."
    )
    analysis = analyze(text)
    assert [(i.id, i.name) for i in analysis.institutions] == [
        (None, "Yayasan Rawat Sungai Wanasari")
    ]
    assert [analysis.words(m) for m in analysis.institutions[0].mentions] == [
        "Yayasan Rawat Sungai Wanasari",
        "Yayasan Rawat Sungai",
    ]


def test_unlisted_institution_is_found_again_by_its_own_acronym(
    analyze: Callable[[str], Analysis],
) -> None:
    text = (
        "Yayasan Rawat Sungai Wanasari (YRSW) membuka dapur umum. Relawan YRSW datang sejak pagi."
    )
    analysis = analyze(text)
    assert [i.name for i in analysis.institutions] == ["Yayasan Rawat Sungai Wanasari"]
    assert [analysis.words(m) for m in analysis.institutions[0].mentions] == [
        "Yayasan Rawat Sungai Wanasari",
        "YRSW",
        "YRSW",
    ]


@pytest.mark.parametrize(
    ("headline", "mention"),
    [
        ("OJK Cabut Izin Dua Bank", "OJK"),
        ("Kementerian Sosial Kirim Bantuan ke Pengungsi", "Kementerian Sosial"),
        ("Partai Golkar Usung Dua Calon", "Partai Golkar"),
        ("Bank Indonesia Tahan Suku Bunga", "Bank Indonesia"),
        ("Universitas Jember Wisuda Lima Ratus Mahasiswa", "Universitas Jember"),
        ("Komnas HAM Sebut Warga Terusir", "Komnas HAM"),
        ("KPK Sita Tiga Mobil Mewah", "KPK"),
        ("Polres Jember Tangkap Pencuri Motor", "Polres Jember"),
    ],
)
def test_capitals_of_a_headline_do_not_stretch_a_name(
    institutions_in: Institutions, headline: str, mention: str
) -> None:
    text = f"{headline}\n\nWarga berkumpul di balai desa sejak pagi. Hujan turun hingga siang."
    assert [mentions for _, mentions in institutions_in(text)] == [[mention]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kementerian Sosial", InstitutionKind.MINISTRY),
        ("BNPB", InstitutionKind.AGENCY),
        ("KPK", InstitutionKind.STATE_BODY),
        ("Pengadilan Negeri Jember", InstitutionKind.COURT),
        ("Kejari Jember", InstitutionKind.PROSECUTION),
        ("Polres Jember", InstitutionKind.POLICE),
        ("Kodim 0824/Jember", InstitutionKind.MILITARY),
        ("Dinas Kesehatan Kota Bogor", InstitutionKind.LOCAL_GOVERNMENT),
        ("DPRD Jember", InstitutionKind.LOCAL_GOVERNMENT),
        ("Partai Golkar", InstitutionKind.PARTY),
        ("Pertamina", InstitutionKind.SOE),
        ("PT Tirta Wanasari", InstitutionKind.COMPANY),
        ("SMA Negeri 1 Jember", InstitutionKind.EDUCATION),
        ("Puskesmas Wanasari", InstitutionKind.HEALTH),
        ("Walhi", InstitutionKind.CIVIL_SOCIETY),
        ("Dewan Keamanan PBB", InstitutionKind.INTERNATIONAL),
    ],
)
def test_kinds_of_the_guide(
    analyze: Callable[[str], Analysis], name: str, kind: InstitutionKind
) -> None:
    analysis = analyze(f"Pegawai {name} datang sejak pagi.")
    assert [(analysis.words(i.mentions[0]), i.kind) for i in analysis.institutions] == [
        (name, kind)
    ]


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("Direktorat Jenderal Pajak", "kemenkeu"),
        ("KPU Kabupaten Indramayu", "kpu"),
        ("Bawaslu Kabupaten Indramayu", "bawaslu"),
        ("Polres Bogor", None),
    ],
)
def test_a_unit_points_to_the_body_above_it(
    analyze: Callable[[str], Analysis], name: str, parent: str | None
) -> None:
    analysis = analyze(f"Pegawai {name} datang sejak pagi.")
    assert [analysis.words(i.mentions[0]) for i in analysis.institutions] == [name]
    found = analysis.institutions[0].parent_id
    assert found is not None
    assert parent in (None, found)


def test_one_region_settles_the_others(institutions_in: Institutions) -> None:
    # "DPRD" alone is that of the regency whose council the page names
    text = "Pegawai DPRD Jember datang pagi. Kantor DPRD tutup siang."
    assert [mentions for _, mentions in institutions_in(text)] == [["DPRD Jember", "DPRD"]]


def test_regency_and_city_of_one_name_are_two(institutions_in: Institutions) -> None:
    found = institutions_in("Pegawai Pemkab Bogor dan pegawai Pemkot Bogor bertemu.")
    assert [mentions for _, mentions in found] == [["Pemkab Bogor"], ["Pemkot Bogor"]]
    assert len({id_ for id_, _ in found}) == 2


def test_mentions_never_begin_or_end_inside_a_word(analyze: Callable[[str], Analysis]) -> None:
    analysis = analyze("Pegawai KPUD dan ber-KTP DPRD-nya pulang. KPKNL buka.")
    borders = {t.span.start for t in analysis.tokens}, {t.span.end for t in analysis.tokens}
    for institution in analysis.institutions:
        for mention in institution.mentions:
            assert mention.start in borders[0]
            assert mention.end in borders[1]


def test_slips_have_the_id_of_the_right_name(institutions_in: Institutions) -> None:
    assert institutions_in("Penyidik Komisi Pemberantasan Korpsi pulang.")[0][0] == "kpk"
    assert institutions_in("Anggota Badan Pengawas Pemlu pulang.")[0][0] == "bawaslu"


def test_unknown_names_in_a_list_of_known_ones(institutions_in: Institutions) -> None:
    found = institutions_in("Mitra mereka antara lain Nokia, Huawei, Sukakata, dan Wanasari.")
    assert [names for _, names in found] == [["Nokia"], ["Huawei"], ["Sukakata"], ["Wanasari"]]


def test_a_local_body_without_region_is_that_of_the_page(institutions_in: Institutions) -> None:
    text = "Anggota DPRD menolak. Bupati Jember Rudi Hartanta datang ke KPU setempat."
    assert institutions_in(text) == [
        ("dewan-perwakilan-rakyat-daerah:35.09", ["DPRD"]),
        ("komisi-pemilihan-umum:35.09", ["KPU"]),
    ]


def test_a_local_body_of_one_of_two_regions_stays_open(institutions_in: Institutions) -> None:
    text = "Anggota DPRD menolak. Bupati Jember dan Bupati Lumajang datang."
    assert institutions_in(text)[0] == (None, ["DPRD"])


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("2020-05-01", "Kementerian Komunikasi dan Informatika"),
        ("2025-05-01", "Kementerian Komunikasi dan Digital"),
        (None, "Kementerian Komunikasi dan Digital"),
    ],
)
def test_the_official_name_is_that_of_its_time(published: str | None, name: str) -> None:
    found = bn.analyze("Pejabat Kementerian Kominfo pulang.", published=published).institutions
    assert [(i.id, i.name) for i in found] == [("komdigi", name)]


def test_police_and_army_units_are_written_out() -> None:
    found = bn.analyze("Warga melapor ke Polsek Wanasari.").institutions
    assert [i.name for i in found] == ["Kepolisian Sektor Wanasari"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Pendiri Wanasari Foundation menolak tuduhan itu.", ["Wanasari Foundation"]),
        ("Ia bekerja di Wanasari Holdings Ltd, Senin.", ["Wanasari Holdings Ltd"]),
        ("Warga memuji Wanasari Entertainment di sana.", ["Wanasari Entertainment"]),
        # what only looks like it
        ("Ia mengikuti Focus Group Discussion di sana.", []),
        ("Hasil Wanasari Party Opinion diumumkan.", []),
        ("Skema Public-Private Partnership (PPP) dipakai.", []),
        ("Saksi PT Dalihan Melati Group hadir di sana.", ["PT Dalihan Melati Group"]),
    ],
)
def test_a_last_word_tells_the_kind(
    analyze: Callable[[str], Analysis], text: str, mentions: list[str]
) -> None:
    found = analyze(text).institutions
    assert [text[m.start : m.end] for i in found for m in i.mentions] == mentions


def test_the_listed_name_inside_a_longer_run_counts(institutions_in: Institutions) -> None:
    ((id_, forms),) = institutions_in("Kepala Riset Ekuitas Mandiri Sekuritas menilai pasar naik.")
    assert (id_, forms) == ("mandiri-sekuritas", ["Mandiri Sekuritas"])


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        (
            "Santri Pondok Pesantren (Ponpes) Al Sukakata pulang.",
            "Pondok Pesantren (Ponpes) Al Sukakata",
            "Pondok Pesantren Al Sukakata",
        ),
        (
            "Regu Dinas Pemadam Kebakaran (Disdamkar) dan Penyelamatan Kabupaten Bandung tiba.",
            "Dinas Pemadam Kebakaran (Disdamkar) dan Penyelamatan Kabupaten Bandung",
            "Dinas Pemadam Kebakaran dan Penyelamatan Kabupaten Bandung",
        ),
        (
            "Kantor Wilayah Kementerian Agama (Kanwil Kemenag) Lampung membuka posko.",
            "Kantor Wilayah Kementerian Agama (Kanwil Kemenag) Lampung",
            "Kantor Wilayah Kementerian Agama Provinsi Lampung",
        ),
        (
            "Satuan Tugas (Satgas) Operasi Damai Sukakata tiba.",
            "Satuan Tugas (Satgas) Operasi Damai Sukakata",
            "Satuan Tugas Operasi Damai Sukakata",
        ),
        ("Rombongan menuju Lapas Kelas IIA Sukakata.", "Lapas Kelas IIA Sukakata", None),
        ("Laporan masuk ke Polsek Labuhan Maringgi.", "Polsek Labuhan Maringgi", None),
        ("Guru SMPN 1 Sukakata pulang.", "SMPN 1 Sukakata", "SMP Negeri 1 Sukakata"),
    ],
)
def test_names_with_a_short_form_inside(
    analyze: Callable[[str], Analysis], text: str, mention: str, name: str | None
) -> None:
    found = analyze(text).institutions
    assert mention in [text[m.start : m.end] for m in found[0].mentions]
    assert name in (None, found[0].name)


def test_a_firm_is_known_by_the_core_of_its_name(analyze: Callable[[str], Analysis]) -> None:
    text = "PT Sawah Makmur Tbk menanam padi. Menurut dia, manajemen Sawah Makmur menambah lahan."
    ((first, second),) = [i.mentions for i in analyze(text).institutions]
    assert text[first.start : first.end] == "PT Sawah Makmur Tbk"
    assert text[second.start : second.end] == "Sawah Makmur"


def test_an_ordinary_word_that_begins_a_sentence_is_no_firm(
    institutions_in: Institutions,
) -> None:
    found = institutions_in("PT Timah Tbk untung. Timah mahal. Manajemen Timah senang.")
    assert found == [("timah", ["PT Timah Tbk", "Timah"])]


def test_a_core_that_ends_the_text_is_not_read_beyond_it(institutions_in: Institutions) -> None:
    # the last word begins the longer core, too
    ((_, mentions),) = institutions_in("PT Lumbia lahir. PT Lumbia Arga menyusul, kata Lumbia")
    assert mentions == ["PT Lumbia", "PT Lumbia Arga", "Lumbia"]


def test_a_firm_abroad_is_another_one(institutions_in: Institutions) -> None:
    assert institutions_in("Ia menulis untuk CNN Brasil kemarin.") == [(None, ["CNN Brasil"])]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“Kami siap,” kata Rudi saat dihubungi detikcom, Minggu.", "detikcom"),
        ("Dilansir sukakata.co.kr, denda itu berlaku.", "sukakata.co.kr"),
        ("Menurut sukakata.com, denda itu berlaku.", "sukakata.com"),
        ("Kapten timnas Brasil cedera.", "timnas Brasil"),
        ("Pelatih tim nasional Brasil mundur.", "tim nasional Brasil"),
    ],
)
def test_lower_case_names(institutions_in: Institutions, text: str, mention: str) -> None:
    assert [forms for _, forms in institutions_in(text)] == [[mention]]


@pytest.mark.parametrize(
    "text", ["Unduh berkas itu di sukakata.com/berkas.", "Tim Brasil datang kemarin."]
)
def test_what_is_cited_by_nobody_is_no_medium(institutions_in: Institutions, text: str) -> None:
    assert institutions_in(text) == []


def test_a_bracket_that_does_not_fit_is_no_short_form(institutions_in: Institutions) -> None:
    found = institutions_in("Dana Bantuan Likuiditas Bank Indonesia (BLBI) ditagih.")
    assert "BLBI" not in [form for _, forms in found for form in forms]


def test_a_short_form_means_what_the_page_says_it_means(institutions_in: Institutions) -> None:
    found = institutions_in(
        "Ketua Asosiasi Fakta Terbuka Cepat (Aftech) hadir. Aftech menilai aturan itu perlu."
    )
    assert found == [(None, ["Asosiasi Fakta Terbuka Cepat", "Aftech", "Aftech"])]


@pytest.mark.parametrize(
    ("text", "name", "kind", "mentions"),
    [
        (
            "Kasus itu dibawa ke Pengadilan Arbitrase Olahraga (CAS). Banding ke CAS ditolak.",
            "Pengadilan Arbitrase Olahraga",
            "international",
            ["Pengadilan Arbitrase Olahraga", "CAS", "CAS"],
        ),
        (
            "Keputusan Federasi Sepak Bola Dunia (FIFA) itu final. Pejabat FIFA diam.",
            "Federasi Sepak Bola Internasional",
            "international",
            ["Federasi Sepak Bola Dunia", "FIFA", "FIFA"],
        ),
        ("Kepala Kepolisian Peru datang.", "Kepolisian Peru", "international", ["Kepolisian Peru"]),
        (
            "Gedung itu milik Yayasan Telkom.",
            "Yayasan Telkom",
            "civil_society",
            ["Yayasan Telkom"],
        ),
        ("Ia mengutip detikSukamulya kemarin.", "detikSukamulya", "media", ["detikSukamulya"]),
        (
            "Siswa SRMA 33 Tangerang Selatan datang.",
            "Sekolah Rakyat Menengah Atas 33 Tangerang Selatan",
            "education",
            ["SRMA 33 Tangerang Selatan"],
        ),
        (
            "Rekomendasi SAFP (Sukakata Academy of Family Physicians) keluar.",
            "Sukakata Academy of Family Physicians",
            "education",
            ["SAFP", "Sukakata Academy of Family Physicians"],
        ),
        (
            "Warga mengadu ke Kanwil HAM Jabar.",
            "Kantor Wilayah Kementerian Hak Asasi Manusia Jawa Barat",
            "ministry",
            ["Kanwil HAM Jabar"],
        ),
        (
            "Izin PT Mulia Raymond, PT Sukakata Jaya, dan PT Wanasari dicabut.",
            "PT Mulia Raymond",
            "company",
            ["PT Mulia Raymond"],
        ),
        (
            "Camat dan Forkompincam Sokaraja meninjau banjir.",
            "Forum Koordinasi Pimpinan Kecamatan Sokaraja",
            "local_government",
            ["Forkompincam Sokaraja"],
        ),
        (
            "Imam Besar Masjid Sukakata memimpin doa.",
            "Masjid Sukakata",
            "other",
            ["Masjid Sukakata"],
        ),
        (
            "Pelatih timnas Indonesia datang.",
            "Tim Nasional Indonesia",
            "other",
            ["timnas Indonesia"],
        ),
        (
            "Penghargaan itu diterima Sentra Terpadu Inten Suwono Bogor.",
            "Sentra Terpadu Inten Suwono Bogor",
            "ministry",
            ["Sentra Terpadu Inten Suwono Bogor"],
        ),
    ],
)
def test_the_first_institution(text: str, name: str, kind: str, mentions: list[str]) -> None:
    analysis = bn.analyze(text)
    found = analysis.institutions[0]
    assert (found.name, found.kind.value, [analysis.words(m) for m in found.mentions]) == (
        name, kind, mentions,
    )  # fmt: skip


def test_a_short_form_of_the_page_is_the_acronym_of_a_body_that_has_none() -> None:
    analysis = bn.analyze("Universitas Muhammadiyah Lamongan (UMLA) ramai. Rektor UMLA datang.")
    assert [(i.acronym, len(i.mentions)) for i in analysis.institutions] == [("UMLA", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "Pembangunan Unit Sekolah Baru (USB) dimulai.",
        "Ada 166 titik Sekolah Rakyat Rintisan di sana.",
        "Petugas keliling, baik di Lapas maupun Rutan.",
        "Rudi salat di Masjid Sukakata.",
        "Dosen Lembaga Pendidikan Tenaga Kependidikan (LPTK) mengajar.",
        "Polisi memeriksa pengemudi Porsche tersebut.",
    ],
)
def test_classes_places_and_things_are_no_institutions(text: str) -> None:
    assert not bn.analyze(text).institutions


def test_a_city_that_no_list_has_belongs_to_the_name(institutions_in: Institutions) -> None:
    text = "DPRD Kota Wanabaru memanggil Dinas Perhubungan Kota Wanabaru."
    assert [words for _, words in institutions_in(text)] == [
        ["DPRD Kota Wanabaru"],
        ["Dinas Perhubungan Kota Wanabaru"],
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bus itu dibuat oleh PT Wanasari Budi Raya.", "PT Wanasari Budi Raya"),
        ("Manajemen PT Wanasari Budi Raya meminta waktu.", "PT Wanasari Budi Raya"),
        (
            "Rudi Hartanta, Ketua Koperasi Mitra Budi, menyatakan bus itu siap.",
            "Koperasi Mitra Budi",
        ),
        (
            "Direktur PT Wanasari Budi Sejahtera Lilis Hartanti menyatakan bus itu siap.",
            "PT Wanasari Budi Sejahtera",
        ),
        ("Direktur PT Wanasari Budi Hartanta menyatakan bus itu siap.", "PT Wanasari"),
        ("Sopir PT Wanasari Budi Hartanta menyatakan bus itu siap.", "PT Wanasari"),
        (
            "Hadir Menteri Sosial Sari Wulandari, Direktur PT Wanasari Budi Hartanta, dan warga.",
            "PT Wanasari",
        ),
    ],
)
def test_a_given_name_within_a_firms_name_is_told_from_its_holders(
    institutions_in: Institutions, text: str, name: str
) -> None:
    assert [name] in [words for _, words in institutions_in(text)]
